package org.mailloft.delivery;

import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import org.mailloft.storage.MailUser;

/**
 * The message that tells somebody how full his mailbox is.
 *
 * @param subject one line
 * @param text lines ended in any way
 * @param hostname of this server: postmaster there is who writes
 * @param id makes the Message-ID unique, without {@code @}
 */
record WarningMail(MailUser to, String subject, String text, String hostname, ZonedDateTime date, String id) {

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss xx", Locale.ENGLISH);

    /** RFC 5322 section 2.1.1. */
    private static final int MAX_LINE = 998;

    /** What fits into an encoded word of 75 characters, before it is encoded. RFC 2047 section 2. */
    private static final int WORD_OCTETS = 45;

    private static final int HEADER_LINE = 60;

    /** The whole message, with CRLF. */
    byte[] octets() {
        var body = String.join("\r\n", text.stripTrailing().lines().toList()) + "\r\n";
        boolean plain = isAscii(body) && body.lines().allMatch(line -> line.length() <= MAX_LINE);
        var head = "Return-Path: <>\r\n"
                + "From: <postmaster@" + hostname + ">\r\n"
                + "To: <" + to.name() + ">\r\n"
                + "Subject: " + encoded(subject.strip()) + "\r\n"
                + "Date: " + DATE.format(date) + "\r\n"
                + "Message-ID: <" + id + "@" + hostname + ">\r\n"
                + "MIME-Version: 1.0\r\n"
                + "Content-Type: text/plain; charset=utf-8\r\n"
                + "Content-Transfer-Encoding: " + (plain ? "7bit" : "base64") + "\r\n"
                + "Auto-Submitted: auto-generated\r\n"
                + "\r\n";
        return (head + (plain ? body : base64(body))).getBytes(StandardCharsets.UTF_8);
    }

    private static String base64(String body) {
        return Base64.getMimeEncoder().encodeToString(body.getBytes(StandardCharsets.UTF_8)) + "\r\n";
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c < 0x7F || c == '\r' || c == '\n' || c == '\t');
    }

    /** As it is where that is possible, else as encoded words, one on each line. RFC 2047. */
    static String encoded(String text) {
        if (isAscii(text) && text.length() <= HEADER_LINE && !text.contains("=?")) {
            return text;
        }
        var words = new StringBuilder();
        var word = new StringBuilder();
        int octets = 0;
        for (int c : text.codePoints().toArray()) {
            int length = Character.toString(c).getBytes(StandardCharsets.UTF_8).length;
            if (octets + length > WORD_OCTETS) {
                words.append(encodedWord(word)).append("\r\n ");
                word.setLength(0);
                octets = 0;
            }
            word.appendCodePoint(c);
            octets += length;
        }
        return words.append(encodedWord(word)).toString();
    }

    private static String encodedWord(CharSequence text) {
        var octets = text.toString().getBytes(StandardCharsets.UTF_8);
        return "=?UTF-8?B?" + Base64.getEncoder().encodeToString(octets) + "?=";
    }
}
