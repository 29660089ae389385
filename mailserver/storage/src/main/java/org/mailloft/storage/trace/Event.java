package org.mailloft.storage.trace;

import java.util.List;

/** What happened to messages. */
public sealed interface Event {

    /** What happened in one word, as the file and answers to people have it. */
    default String word() {
        return switch (this) {
            case Delivered _ -> "delivered";
            case Refused _ -> "refused";
            case Added _ -> "added";
            case Copied copied -> copied.moved() ? "moved" : "copied";
            case Removed _ -> "removed";
            case Lost _ -> "lost";
        };
    }

    /**
     * Who wrote to whom.
     *
     * @param messageId of the header, with its brackets; empty without one
     * @param sender of the envelope; empty for a bounce
     * @param recipient as given in the envelope
     * @param steps by which the address led to the user, in words; empty when it is his own
     */
    record Mail(String messageId, String sender, String recipient, List<String> steps) {
        public Mail {
            steps = List.copyOf(steps);
        }
    }

    /**
     * A message was delivered.
     *
     * @param why it was this mailbox, in words
     */
    record Delivered(Mail mail, Spots to, String why) implements Event {}

    /** A message was not delivered to this user. */
    record Refused(Mail mail, String reason) implements Event {}

    /** A client, or the server itself, put messages in. */
    record Added(Spots to) implements Event {}

    /**
     * Copied or moved.
     *
     * @param to as many as {@code from}, in the same order
     */
    record Copied(Spots from, Spots to, boolean moved) implements Event {}

    /** Removed for good. */
    record Removed(Spots from) implements Event {}

    /** So many records before this one are missing, because more happened than could be written. */
    record Lost(long records) implements Event {}
}
