package org.mailloft.smtp;

/** Takes octets; the array is the caller's again when it returns. */
@FunctionalInterface
public interface OctetSink {
    void write(byte[] octets, int offset, int length);
}
