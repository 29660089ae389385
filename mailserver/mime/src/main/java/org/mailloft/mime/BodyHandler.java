package org.mailloft.mime;

/** Takes the contents of parts while {@link MessageParser} reads over them. */
@FunctionalInterface
public interface BodyHandler {

    /** For callers that want the tree only. */
    BodyHandler NONE = (_, _, _) -> Content.IGNORED;

    /**
     * Called for every part, parents before their children, when its header is complete.
     *
     * @param headers what the parser keeps of the part's header
     * @param depth 0 for the message itself
     * @return where its body goes; only asked for leaves
     */
    Content begin(ContentType type, Headers headers, int depth);

    /** The body of one leaf, still in its transfer encoding. */
    interface Content {

        Content IGNORED = (_, _, _) -> {};

        /** The next octets; the array is reused afterwards. */
        void octets(byte[] octets, int offset, int length);

        /** There is no more. */
        default void end() {}
    }
}
