package org.mailloft.storage;

/**
 * A message on its way into a mailbox. Octets go straight to storage; CRLF is written as the store keeps lines. Nothing
 * is visible to anybody before {@link Mailbox#append}. One thread at a time.
 */
public interface IncomingMessage extends AutoCloseable {

    /** Adds octets as they came over the wire; a line end may be split over two calls. */
    void write(byte[] octets, int offset, int length);

    /** Octets written so far, with every line end counted as CRLF. */
    long size();

    /** Octets written so far as they will be stored: what quota counts. */
    long physicalSize();

    /** Throws the message away unless {@link Mailbox#append} took it over. */
    @Override
    void close();
}
