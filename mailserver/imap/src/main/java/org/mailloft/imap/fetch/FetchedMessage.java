package org.mailloft.imap.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.mailloft.mime.Headers;
import org.mailloft.mime.MessageParser;
import org.mailloft.mime.Part;
import org.mailloft.storage.Mailbox;
import org.mailloft.storage.Mailbox.Derived;
import org.mailloft.storage.MessageHeader;

/** A message that is being fetched: what is derived from it, recalled if it can be, else made and remembered. */
final class FetchedMessage {

    private final Mailbox mailbox;
    private final long uid;
    private byte[] header;
    private Part tree;

    FetchedMessage(Mailbox mailbox, long uid) {
        this.mailbox = mailbox;
        this.uid = uid;
    }

    byte[] envelope() {
        return recall(Derived.ENVELOPE).orElseGet(() -> remember(Derived.ENVELOPE, Envelope.of(Headers.of(header()))));
    }

    byte[] bodyStructure() {
        return recall(Derived.BODYSTRUCTURE)
                .orElseGet(() -> remember(Derived.BODYSTRUCTURE, BodyStructure.of(tree(), true)));
    }

    byte[] body() {
        return recall(Derived.BODY).orElseGet(() -> remember(Derived.BODY, BodyStructure.of(tree(), false)));
    }

    /** The header block. */
    byte[] header() {
        if (header == null) {
            header = MessageHeader.read(mailbox, uid);
        }
        return header;
    }

    Part tree() {
        if (tree == null) {
            try (InputStream in = open()) {
                tree = MessageParser.parse(in);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return tree;
    }

    /** The message; the caller closes it. */
    InputStream open() {
        return mailbox.open(uid);
    }

    private Optional<byte[]> recall(Derived what) {
        return mailbox.recall(uid, what);
    }

    private byte[] remember(Derived what, byte[] octets) {
        mailbox.remember(uid, what, octets);
        return octets;
    }
}
