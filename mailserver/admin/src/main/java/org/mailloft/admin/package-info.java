/**
 * Administration commands and the HTTP API that offers them.
 */
package org.mailloft.admin;
