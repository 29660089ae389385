/**
 * The port through which every protocol sees mail: {@link org.mailloft.storage.MailStore} for one user's mailboxes,
 * {@link org.mailloft.storage.Mailbox} for one of them, {@link org.mailloft.storage.MailboxView} for its messages at
 * one moment.
 *
 * <p>Nothing here knows a protocol, and nothing here assumes a local disk. Implementations live below this package
 * ({@code maildir}, {@code memory}); protocols receive a {@link org.mailloft.storage.MailStore} and never see which
 * one it is. Start reading at {@link org.mailloft.storage.Mailbox}.
 */
package org.mailloft.storage;
