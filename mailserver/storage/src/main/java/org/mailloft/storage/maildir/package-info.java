/**
 * Maildir++ as Dovecot 2.3 writes it: messages are files whose names carry flags and sizes, UIDs live in
 * {@code dovecot-uidlist}, keyword names in {@code dovecot-keywords}. Another program may work on the same directories
 * at any moment; the file system is always right, and what is held in memory follows it.
 *
 * <p>Files are only touched through {@code Disk}. Start reading at {@code MaildirName} for what a file name says, at
 * {@code UidList} for how UIDs are given, then at {@code MaildirMailbox}.
 */
package org.mailloft.storage.maildir;
