package org.mailloft.storage.index;

import java.time.Instant;

/**
 * A message that enters a view.
 *
 * @param uid 1 to 4,294,967,294, higher than every UID the mailbox ever had
 * @param flagBits as in {@link org.mailloft.storage.MailboxView#flagBits}, plus {@link ChunkedView#STORE_BITS}
 * @param internalDate kept to the second; {@link Instant#MIN} when the view's {@link DateSource} is to be asked
 * @param size octets with CRLF line ends
 * @param physicalSize octets as stored
 * @param key what the store calls the message: for Maildir the file's base name; ISO 8859-1
 */
public record NewMessage(long uid, long flagBits, Instant internalDate, long size, long physicalSize, String key) {}
