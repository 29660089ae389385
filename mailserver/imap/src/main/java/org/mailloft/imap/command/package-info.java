/**
 * One file per IMAP command: its grammar in {@code parse}, what it does in {@code run}. Parsing touches no session, and
 * running touches no octets but those of a message on its way.
 *
 * <p>{@link org.mailloft.imap.command.AllCommands} is the table of them. Read {@link org.mailloft.imap.command.Status}
 * first; it shows the shape of all others.
 */
package org.mailloft.imap.command;
