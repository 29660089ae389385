/**
 * Puts the mail server together and runs it.
 */
package org.mailloft.server;
