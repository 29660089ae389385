package org.mailloft.storage.index;

/**
 * Finds out when messages were received, for a store that would have to look at each of them to know. It is asked only
 * when somebody wants to know, on that thread, without locks, perhaps by several at once. The date of a message never
 * changes, so whoever answers last says nothing new.
 */
public interface DateSource {

    /** For stores that tell every date when a message enters the view. */
    DateSource NONE = (_, _) -> {
        throw new IllegalStateException("a message without a date");
    };

    /**
     * Looks at some messages.
     *
     * @param indexes of messages in the view, which may have gone since
     * @return seconds since 1970, for each of them
     * @throws java.io.UncheckedIOException when the disk fails; a message that has gone gets the best guess
     */
    long[] received(ChunkedView view, int[] indexes);
}
