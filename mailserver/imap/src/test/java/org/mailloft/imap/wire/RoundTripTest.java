package org.mailloft.imap.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.mailloft.net.MemoryConnection;
import org.mailloft.net.OctetInput;

/** What the writer writes is what the reader reads, in whatever pieces it arrives. */
class RoundTripTest {

    @Property(tries = 200)
    void strings(@ForAll @StringLength(max = 60) String text, @ForAll @IntRange(min = 1, max = 9) int chunk) {
        var octets = text.replace("\0", "").getBytes(StandardCharsets.UTF_8);
        var here = new MemoryConnection();
        new ImapWriter(here).string(octets).astring(octets).atom("x").flush();
        var there = new MemoryConnection().inChunksOf(chunk);
        there.client().send(here.client().received());
        var input = new OctetInput(there, Duration.ofSeconds(1));
        var reader = new ImapReader(input, new ImapReader.Limits(1000, 1000, 1000), () -> {});
        assertArrayEquals(octets, reader.string());
        assertArrayEquals(octets, reader.sp().astringOctets());
    }
}
