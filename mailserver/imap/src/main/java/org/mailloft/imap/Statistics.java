package org.mailloft.imap;

import java.util.Map;
import org.mailloft.conf.Variables;
import org.mailloft.net.Connection;

/** What a session has done, for {@code imap_logout_format}. One thread. */
public final class Statistics {

    private long deleted;
    private long expunged;
    private long trashed;
    private long headers;
    private long headerOctets;
    private long bodies;
    private long bodyOctets;
    private long inBefore;
    private long outBefore;

    /** Counts traffic from here on; input that waits to be read is yet to come. */
    void begin(Connection connection) {
        int waiting = connection.input().remaining();
        inBefore = connection.octetsIn() - waiting;
        outBefore = connection.octetsOut();
    }

    /** Messages that got {@code \Deleted}. */
    public void deleted(long count) {
        deleted += count;
    }

    public void expunged(long count) {
        expunged += count;
    }

    /** Messages copied or moved to a mailbox with {@code \Trash}. */
    public void trashed(long count) {
        trashed += count;
    }

    /** A header that was sent. */
    public void header(long octets) {
        headers++;
        headerOctets += octets;
    }

    /** A body or a part of one that was sent. */
    public void body(long octets) {
        bodies++;
        bodyOctets += octets;
    }

    String format(String format, Connection connection) {
        return Variables.builder()
                .with('i', "input", Long.toString(connection.octetsIn() - inBefore))
                .with('o', "output", Long.toString(connection.octetsOut() - outBefore))
                .withAll(Map.of(
                        "deleted", Long.toString(deleted),
                        "expunged", Long.toString(expunged),
                        "trashed", Long.toString(trashed),
                        "fetch_hdr_count", Long.toString(headers),
                        "fetch_hdr_bytes", Long.toString(headerOctets),
                        "fetch_body_count", Long.toString(bodies),
                        "fetch_body_bytes", Long.toString(bodyOctets)))
                .build()
                .expandLeniently(format);
    }
}
