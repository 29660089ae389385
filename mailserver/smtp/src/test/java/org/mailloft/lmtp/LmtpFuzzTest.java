package org.mailloft.lmtp;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Damaged conversations in every state: no hang, no exception, nothing but replies, and in sync or closed by 421. */
class LmtpFuzzTest {

    private static final int MUTATIONS = 1000;

    private static final Pattern REPLIES =
            Pattern.compile("([2345][0-9]{2}-[ -~]*\r\n)*([2345][0-9]{2} [ -~]*\r\n([2345][0-9]{2}-[ -~]*\r\n)*)+");

    /** What is certainly true before the damaged part begins. */
    enum State {
        GREETING(""),
        READY("LHLO x\r\n"),
        MAIL("LHLO x\r\nMAIL FROM:<a@b.c>\r\n"),
        RCPT("LHLO x\r\nMAIL FROM:<a@b.c>\r\nRCPT TO:<anna@example.org>\r\n"),
        DATA("MAIL FROM:<>\r\nRCPT TO:<anna@example.org>\r\nDATA\r\n"),
        CHUNK("MAIL FROM:<>\r\nRCPT TO:<anna@example.org>\r\nBDAT 5\r\nhello");

        private final String before;

        State(String before) {
            this.before = before;
        }
    }

    private static final String CORPUS = "LHLO client.example.org\r\nMAIL FROM:<a@b.c> BODY=8BITMIME SIZE=100\r\n"
            + "RCPT TO:<@x,@y:\"an\\\"na\"@example.org>\r\nRCPT TO:<anna+x@example.org>\r\nBDAT 6\r\nhello\r"
            + "BDAT 3 LAST\r\n\nx\r\nMAIL FROM:<>\r\nRCPT TO:<ben@[127.0.0.1]>\r\nRCPT TO:<ben@example.org>\r\nDATA\r\n"
            + "Subject: x\r\nReturn-Path: <x@y>\r\n\r\n..dot\r\n.\n\r\n.\r\nVRFY anna\r\nNOOP x\r\nRSET\r\n"
            + "XCLIENT ADDR=1.2.3.4\r\nEXPN x\r\n";

    /** However long a message or chunk is made by the damage, this ends it: a dot line and chunks of nothing. */
    private static final String RESYNC = "\r\n.\r\n" + "\r\n".repeat(3);

    @ParameterizedTest
    @EnumSource
    void damagedInputIsSurvived(State state) {
        long seed = System.nanoTime();
        var random = new Random(seed);
        var server = new LmtpServer();
        for (int i = 0; i < MUTATIONS; i++) {
            var octets = concat(state.before, mutated(random), RESYNC + "QUIT\r\n");
            int chunk = 1 + random.nextInt(300);
            var what = "seed " + seed + ", mutation " + i;
            var replies = assertTimeoutPreemptively(Duration.ofSeconds(20), () -> server.converse(octets, chunk), what);
            assertTrue(REPLIES.matcher(replies).matches(), () -> what + ": " + replies);
            assertTrue(!replies.contains("Temporary internal error"), () -> what + ": " + replies);
        }
    }

    private static byte[] mutated(Random random) {
        var octets = CORPUS.getBytes(StandardCharsets.ISO_8859_1);
        for (int n = 1 + random.nextInt(6); n > 0; n--) {
            octets = mutate(octets, random);
        }
        return octets;
    }

    private static byte[] mutate(byte[] octets, Random random) {
        if (octets.length < 4) {
            return octets;
        }
        int at = random.nextInt(octets.length - 2);
        int length = 1 + random.nextInt(Math.min(40, octets.length - at - 1));
        var out = new ByteArrayOutputStream();
        out.write(octets, 0, at);
        switch (random.nextInt(5)) {
            case 0 -> {
                // leave the piece out
            }
            case 1 -> {
                out.write(octets, at, length);
                out.write(octets, at, length);
            }
            case 2 -> {
                for (int i = 0; i < length; i++) {
                    out.write(random.nextInt(256));
                }
            }
            case 3 -> {
                out.write("\r\n.\0<>\"\\ :=@[]".charAt(random.nextInt(14)));
                out.write(octets, at, length);
            }
            default -> {
                int other = random.nextInt(octets.length);
                out.write(octets, other, Math.min(length, octets.length - other));
                out.write(octets, at, length);
            }
        }
        out.write(octets, at + length, octets.length - at - length);
        return out.toByteArray();
    }

    private static byte[] concat(String before, byte[] middle, String after) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(before.getBytes(StandardCharsets.ISO_8859_1));
        out.writeBytes(middle);
        out.writeBytes(after.getBytes(StandardCharsets.ISO_8859_1));
        return out.toByteArray();
    }
}
