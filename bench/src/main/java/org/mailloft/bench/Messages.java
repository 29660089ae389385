package org.mailloft.bench;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;

/** Mail that looks like mail: plain, alternative and with attachments, the same for the same number. */
final class Messages {

    private static final String[] WORDS = ("report meeting budget server invoice project holiday question answer draft "
                    + "network update release schedule contract review window garden printer backup directory mailbox "
                    + "quarter customer delivery summary agenda reminder proposal ticket")
            .split(" ");
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ROOT);
    private static final ZonedDateTime START = ZonedDateTime.of(2025, 1, 1, 8, 0, 0, 0, ZoneOffset.UTC);

    private Messages() {}

    /** @return a message of about {@code size} octets with CRLF line ends */
    static byte[] message(int number, int size) {
        var random = new Random(number);
        var text = new StringBuilder(size + 1024);
        var boundary = "=_bench_" + number;
        int kind = number % 4;
        header(text, number, random);
        text.append("MIME-Version: 1.0\r\n");
        if (kind == 0) {
            text.append("Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n");
            prose(text, random, size);
        } else {
            text.append("Content-Type: multipart/").append(kind == 3 ? "mixed" : "alternative");
            text.append("; boundary=\"").append(boundary).append("\"\r\n\r\nThis is a MIME message.\r\n");
            text.append("--").append(boundary).append("\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n");
            prose(text, random, size / 2);
            text.append("\r\n--").append(boundary).append("\r\n");
            text.append(
                    kind == 3
                            ? "Content-Type: application/octet-stream; name=\"data.bin\"\r\nContent-Disposition:"
                                    + " attachment; filename=\"data.bin\"\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                            : "Content-Type: text/html; charset=utf-8\r\n\r\n<html><body>");
            if (kind == 3) {
                base64(text, random, size);
            } else {
                prose(text, random, size);
                text.append("</body></html>\r\n");
            }
            text.append("--").append(boundary).append("--\r\n");
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void header(StringBuilder text, int number, Random random) {
        text.append("Received: from relay")
                .append(random.nextInt(9))
                .append(".example.net (relay.example.net" + " [192.0.2.7])\r\n\tby mx.example.org with ESMTPS id ");
        text.append(Integer.toHexString(random.nextInt())).append("\r\n\tfor <bench@example.org>; ");
        text.append(DATE.format(START.plusMinutes(number))).append("\r\n");
        text.append("From: ")
                .append(word(random))
                .append(" ")
                .append(word(random))
                .append(" <");
        text.append(word(random)).append("@example.com>\r\nTo: Bench User <bench@example.org>\r\n");
        if (number % 3 == 0) {
            text.append("Cc: ").append(word(random)).append("@example.net, \"").append(word(random));
            text.append("\" <x@example.net>\r\n");
        }
        text.append("Subject: ")
                .append(word(random))
                .append(" ")
                .append(word(random))
                .append(" ")
                .append(number);
        text.append("\r\nDate: ").append(DATE.format(START.plusMinutes(number))).append("\r\n");
        text.append("Message-ID: <").append(number).append(".bench@example.com>\r\n");
        if (number % 2 == 0) {
            text.append("References: <").append(Math.max(0, number - 2)).append(".bench@example.com>\r\n");
            text.append("In-Reply-To: <").append(Math.max(0, number - 2)).append(".bench@example.com>\r\n");
        }
        text.append("User-Agent: bench\r\n");
    }

    private static void prose(StringBuilder text, Random random, int size) {
        while (text.length() < size) {
            int line = text.length();
            while (text.length() - line < 66) {
                text.append(word(random)).append(' ');
            }
            text.append("\r\n");
        }
    }

    private static void base64(StringBuilder text, Random random, int size) {
        var octets = new byte[57];
        do {
            random.nextBytes(octets);
            text.append(java.util.Base64.getEncoder().encodeToString(octets)).append("\r\n");
        } while (text.length() < size);
    }

    private static String word(Random random) {
        return WORDS[random.nextInt(WORDS.length)];
    }
}
