package org.mailloft.auth.socket;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.mailloft.auth.AuthRequest;
import org.mailloft.conf.Network;
import org.mailloft.conf.TabEscape;

/** What a client may send when both have introduced themselves. */
sealed interface ClientCommand {

    long MAX_ID = 0xffff_ffffL;
    int MAX_LOGGED = 80;

    /**
     * Begins an exchange.
     *
     * @param id by which the client knows it, 1 to 2<sup>32</sup>-1
     * @param mechanism as the client wrote it
     * @param response base64 of the initial response; empty for none
     */
    record Auth(long id, String mechanism, AuthRequest request, Optional<String> response) implements ClientCommand {}

    /** Answers a challenge, in base64. */
    record Continue(long id, String response) implements ClientCommand {}

    /** The client is not interested any more. */
    record Cancel(long id) implements ClientCommand {}

    /** @throws BrokenClient when it is none of them */
    static ClientCommand parse(String line) {
        int tab = line.indexOf('\t');
        var arguments = line.substring(tab + 1);
        return switch (tab < 0 ? "" : line.substring(0, tab)) {
            case "AUTH" -> auth(arguments);
            case "CONT" -> continued(arguments);
            case "CANCEL" -> new Cancel(id(arguments).orElseThrow(() -> broken("sent broken CANCEL")));
            default -> throw broken("sent unknown command: " + name(line));
        };
    }

    /** What is before the first tab, for the log: what follows may be a password. */
    static String name(String line) {
        int tab = line.indexOf('\t');
        return line.substring(0, Math.min(tab < 0 ? line.length() : tab, MAX_LOGGED));
    }

    private static BrokenClient broken(String how) {
        return new BrokenClient("BUG: Authentication client " + how);
    }

    /** {@code AUTH TAB id TAB mechanism *(TAB parameter)}; {@code resp=} is the last one. */
    private static Auth auth(String arguments) {
        var words = arguments.split("\t", -1);
        var id = id(words[0]).filter(number -> number > 0);
        if (words.length < 2 || id.isEmpty()) {
            throw broken("sent broken AUTH request");
        }
        var parameters = new HashMap<String, String>();
        for (int i = 2; i < words.length; i++) {
            if (parameters.containsKey("resp")) {
                throw broken("sent AUTH parameters after 'resp'");
            }
            var word = TabEscape.unescape(words[i]);
            int equals = word.indexOf('=');
            parameters.put(equals < 0 ? word : word.substring(0, equals), equals < 0 ? "" : word.substring(equals + 1));
        }
        if (!parameters.containsKey("service")) {
            throw broken("didn't specify service in request");
        }
        return new Auth(
                id.get(),
                TabEscape.unescape(words[1]),
                request(parameters),
                Optional.ofNullable(parameters.get("resp")));
    }

    private static AuthRequest request(Map<String, String> parameters) {
        boolean secured = parameters.containsKey("secured");
        return new AuthRequest(
                parameters.get("service"),
                parameters.getOrDefault("session", ""),
                address(parameters.getOrDefault("rip", "")),
                address(parameters.getOrDefault("lip", "")),
                secured,
                secured,
                parameters.containsKey("valid-client-cert"));
    }

    /** Empty when it is none. */
    private static String address(String text) {
        try {
            return text.isEmpty() ? "" : Network.text(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException _) {
            return "";
        }
    }

    /** {@code CONT TAB id TAB base64} */
    private static Continue continued(String arguments) {
        int tab = arguments.indexOf('\t');
        var id = tab < 0 ? Optional.<Long>empty() : id(arguments.substring(0, tab));
        return new Continue(id.orElseThrow(() -> broken("sent broken CONT request")), arguments.substring(tab + 1));
    }

    /** {@code 1*DIGIT}, 32 bits. */
    private static Optional<Long> id(String text) {
        return Optional.of(text)
                .filter(digits -> digits.matches("0*[0-9]{1,10}"))
                .map(Long::parseLong)
                .filter(number -> number <= MAX_ID);
    }
}
