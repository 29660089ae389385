/**
 * Everything in one process: evaluation and containers.
 */
package org.mailloft.appliance;
