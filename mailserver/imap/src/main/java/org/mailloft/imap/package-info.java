/**
 * IMAP4rev1 (RFC 3501) sessions: {@link org.mailloft.imap.ImapService} serves a connection with an
 * {@link org.mailloft.imap.ImapSession}, which reads commands, runs them and turns failures into replies.
 *
 * <p>Grammar is in {@code imap.wire}, every command in a file of its own in {@code imap.command}; they come in through
 * the {@link org.mailloft.imap.CommandTable}, so that this package knows none of them. What a session tells the client
 * about its selected mailbox, and when, is in {@link org.mailloft.imap.SelectedMailbox} and {@code Updates}.
 *
 * <p>Invariants: one thread per session; a command that was read is answered once; an EXPUNGE is told only while a
 * command runs that allows it; after an error the next command is found or the session ends with BYE.
 */
package org.mailloft.imap;
