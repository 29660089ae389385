/**
 * IMAP4rev1: sessions and commands.
 */
package org.mailloft.imap;
