package org.mailloft.smtp;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Turns a command line into a command. RFC 5321 section 4.1.2. */
final class CommandParser {

    /** Leniency that {@code lmtp_client_workarounds} asks for. */
    record Workarounds(boolean whitespaceBeforePath, boolean mailboxForPath) {
        static final Workarounds NONE = new Workarounds(false, false);
    }

    private final Workarounds workarounds;

    CommandParser(Workarounds workarounds) {
        this.workarounds = workarounds;
    }

    /** @param line without CRLF, one character per octet */
    SmtpCommand parse(String line) {
        int end = 0;
        while (end < line.length() && isLetter(line.charAt(end))) {
            end++;
        }
        if (end < line.length() && line.charAt(end) != ' ' || hasControls(line)) {
            throw new BadSyntax(500, "5.5.2", "Invalid command syntax");
        }
        var verb = line.substring(0, end).toUpperCase(Locale.ROOT);
        var argument = end == line.length() ? "" : line.substring(end + 1);
        return switch (verb) {
            case "LHLO", "EHLO" -> hello(verb, argument);
            case "MAIL" -> mail(argument);
            case "RCPT" -> rcpt(argument);
            case "DATA" -> none(argument, new SmtpCommand.Data());
            case "BDAT" -> bdat(argument);
            case "RSET" -> none(argument, new SmtpCommand.Rset());
            case "STARTTLS" -> none(argument, new SmtpCommand.StartTls());
            case "QUIT" -> none(argument, new SmtpCommand.Quit());
            case "NOOP" -> new SmtpCommand.Noop();
            case "VRFY" -> argument.isBlank() ? invalidParameters() : new SmtpCommand.Vrfy();
            case "XCLIENT" -> throw new BadSyntax(550, "5.7.14", "You are not from trusted IP");
            default -> throw new BadSyntax(500, "5.5.1", "Unknown command");
        };
    }

    private static SmtpCommand hello(String verb, String name) {
        var first = name.strip().replaceFirst(" .*", "");
        if (first.isEmpty()) {
            throw new BadSyntax(501, "5.5.4", "Missing hostname");
        }
        return new SmtpCommand.Hello(verb, first);
    }

    /** {@code "MAIL FROM:" Reverse-path [SP Mail-parameters]} */
    private SmtpCommand mail(String argument) {
        var in = new PathReader(afterKeyword(argument, "FROM:"), "FROM", workarounds);
        var sender = in.path(true);
        return new SmtpCommand.Mail(sender, parameters(in.rest(), "MAIL"));
    }

    /** {@code "RCPT TO:" Forward-path [SP Rcpt-parameters]} */
    private SmtpCommand rcpt(String argument) {
        var in = new PathReader(afterKeyword(argument, "TO:"), "TO", workarounds);
        var recipient = in.path(false);
        return new SmtpCommand.Rcpt(recipient, parameters(in.rest(), "RCPT"));
    }

    private static String afterKeyword(String argument, String keyword) {
        if (!argument.regionMatches(true, 0, keyword, 0, keyword.length())) {
            return invalidParameters();
        }
        return argument.substring(keyword.length());
    }

    /** {@code esmtp-param = esmtp-keyword ["=" esmtp-value]}, each after one space. */
    private static Map<String, String> parameters(String text, String verb) {
        var parameters = new LinkedHashMap<String, String>();
        if (text.isBlank()) {
            return parameters;
        }
        for (var parameter : text.substring(1).split(" ", -1)) {
            if (parameter.isEmpty()) {
                throw new BadSyntax(501, "5.5.4", "Invalid " + verb + " parameter: Parameter is empty");
            }
            int equals = parameter.indexOf('=');
            var keyword = (equals < 0 ? parameter : parameter.substring(0, equals)).toUpperCase(Locale.ROOT);
            var value = equals < 0 ? "" : parameter.substring(equals + 1);
            if (!keyword.matches("[A-Z0-9][A-Z0-9-]*")) {
                throw new BadSyntax(
                        501, "5.5.4", "Invalid " + verb + " parameter: Unexpected character in parameter keyword");
            }
            if (equals >= 0 && !value.matches("[!-<>-~]+")) {
                throw new BadSyntax(
                        501, "5.5.4", "Invalid " + verb + " parameter: Unexpected character in parameter value");
            }
            if (parameters.put(keyword, value) != null) {
                throw new BadSyntax(501, "5.5.4", "Duplicate " + keyword + "= parameter");
            }
        }
        return parameters;
    }

    /** {@code bdat-cmd = "BDAT" SP chunk-size [SP end-marker] CR LF} */
    private static SmtpCommand bdat(String argument) {
        var words = argument.split(" ", -1);
        if (!words[0].matches("[0-9]{1,18}")) {
            throw new UnknownChunk();
        }
        long size = Long.parseLong(words[0]);
        if (words.length > 2 || words.length == 2 && !words[1].equalsIgnoreCase("LAST")) {
            throw new BadChunk(size);
        }
        return new SmtpCommand.Bdat(size, words.length == 2);
    }

    /** A BDAT that is refused, but whose octets follow all the same. */
    static final class BadChunk extends RuntimeException {
        private final long size;

        BadChunk(long size) {
            super("Invalid end marker parameter", null, false, false);
            this.size = size;
        }

        long size() {
            return size;
        }
    }

    /** A BDAT whose size cannot be read, so that nobody knows where the next command begins. */
    static final class UnknownChunk extends RuntimeException {
        UnknownChunk() {
            super("Invalid chunk size parameter", null, false, false);
        }
    }

    private static SmtpCommand none(String argument, SmtpCommand command) {
        return argument.isBlank() ? command : invalidParameters();
    }

    private static <T> T invalidParameters() {
        throw new BadSyntax(501, "5.5.4", "Invalid parameters");
    }

    private static boolean hasControls(String line) {
        return line.chars().anyMatch(c -> c < ' ' || c == 0x7f);
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }
}
