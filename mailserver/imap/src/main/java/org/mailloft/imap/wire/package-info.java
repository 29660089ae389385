/**
 * IMAP's grammar and nothing else: {@link org.mailloft.imap.wire.ImapReader} has a method per rule of RFC 3501's ABNF,
 * {@link org.mailloft.imap.wire.ImapWriter} writes what replies are made of.
 *
 * <p>Knows connections and storage's value types (names, flags, views), no session and no command. Everything a client
 * can make large is bounded here, before memory is taken. Start reading at {@link org.mailloft.imap.wire.ImapReader}.
 */
package org.mailloft.imap.wire;
