/**
 * What is known about the messages of an open mailbox, shared by all sessions that have it open.
 *
 * <p>{@link org.mailloft.storage.index.ChunkedView} is one immutable state of it, {@link
 * org.mailloft.storage.index.ViewEdit} makes the next one, and {@link org.mailloft.storage.index.MailboxIndex} holds the
 * current one together with the mailbox's lock and those who want to hear of changes. Everything here can be rebuilt
 * from the mail itself; nothing here touches a message. Start reading at {@code MailboxIndex}.
 */
package org.mailloft.storage.index;
