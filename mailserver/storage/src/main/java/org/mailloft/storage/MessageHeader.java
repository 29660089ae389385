package org.mailloft.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.mailloft.mime.HeaderBlock;

/** A message's header block: from what the mailbox remembers, else from the message, and then remembered. */
public final class MessageHeader {

    private MessageHeader() {}

    /**
     * @return the block with the empty line at its end, as received; the array is the caller's
     * @throws MailFailure with {@code EXPUNGED} when the message is gone
     */
    public static byte[] read(Mailbox mailbox, long uid) {
        var known = mailbox.recall(uid, Mailbox.Derived.HEADER);
        if (known.isPresent()) {
            return known.get();
        }
        try (InputStream in = mailbox.open(uid)) {
            byte[] block = HeaderBlock.read(in);
            mailbox.remember(uid, Mailbox.Derived.HEADER, block);
            return block.clone();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
