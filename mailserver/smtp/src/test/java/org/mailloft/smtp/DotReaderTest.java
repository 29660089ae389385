package org.mailloft.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DotReaderTest {

    /** Left of the end mark what is sent, right what is stored; C and L are CR and LF, D a dot. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DCL|''",
                "aCLDCL|aCL",
                "CLDCL|CL",
                "DDCLDCL|DCL",
                "DaCLDCL|aCL",
                "aDCLDCL|aDCL",
                // only CR LF . CR LF ends
                "aLDLbCLDCL|aLDLbCL",
                "aCDCbCLDCL|aCDCbCL",
                "aLDCLbCLDCL|aLDCLbCL",
                "aCDCLbCLDCL|aCDCLbCL",
                "aCLDLbCLDCL|aCLLbCL",
                "aCLDCbCLDCL|aCLCbCL",
                "aCLDCCLDCL|aCLCCL",
                "aCCLDCL|aCCL",
                "aLCLDCL|aLCL",
                "aCLDCCLbCLDCL|aCLCCLbCL",
            })
    void endIsFoundOnlyWhereItIs(String sent, String stored) {
        assertEquals(stored.equals("''") ? "" : stored, mark(decode(octets(sent), 1000)));
        assertEquals(stored.equals("''") ? "" : stored, mark(decode(octets(sent), 1)));
    }

    @Test
    void whatFollowsTheEndIsLeft() {
        var in = ByteBuffer.wrap(octets("aCLDCLNOOPCL"));
        assertTrue(new DotReader().read(in, (octets, offset, length) -> {}));
        assertEquals("NOOPCL", mark(StandardCharsets.ISO_8859_1.decode(in).toString()));
    }

    @Property(tries = 300)
    void stuffedTextComesOutUnchangedInAnyChunks(
            @ForAll @Size(max = 60) byte[] picks, @ForAll @IntRange(min = 1, max = 9) int chunk) {
        var text = new StringBuilder();
        for (byte pick : picks) {
            text.append("\r\n..ab".charAt(Math.floorMod(pick, 6)));
        }
        var message = text + "\r\n";
        var stuffed = ("\r\n" + message).replace("\r\n.", "\r\n..").substring(2);
        assertEquals(mark(message), mark(decode((stuffed + ".\r\n").getBytes(StandardCharsets.ISO_8859_1), chunk)));
    }

    private static String decode(byte[] octets, int chunk) {
        var out = new ByteArrayOutputStream();
        var reader = new DotReader();
        boolean ended = false;
        for (int at = 0; at < octets.length; at += chunk) {
            var in = ByteBuffer.wrap(octets, at, Math.min(chunk, octets.length - at));
            ended = reader.read(in, out::write);
            assertEquals(ended ? octets.length : in.limit(), in.position(), "octets taken");
        }
        assertTrue(ended, "no end found");
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    private static byte[] octets(String marked) {
        return marked.replace('C', '\r').replace('L', '\n').replace('D', '.').getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String mark(String text) {
        return text.replace('\r', 'C').replace('\n', 'L').replace('.', 'D');
    }
}
