/**
 * Follows the directory and provisions mailboxes.
 */
package org.mailloft.listener;
