package org.mailloft.policy;

import java.util.Optional;

/**
 * What is needed of one request of Postfix.
 *
 * @param state where in the SMTP dialogue the client is, such as {@code RCPT}; empty when Postfix does not say
 * @param recipient as the client wrote it; empty when there is none
 * @param octets that the client has announced; 0 when it has not
 */
record PolicyRequest(Optional<String> state, Optional<String> recipient, long octets) {

    static final PolicyRequest EMPTY = new PolicyRequest(Optional.empty(), Optional.empty(), 0);

    /** The same with one more line; unknown attributes and lines that are none are skipped. The first recipient counts. */
    PolicyRequest with(String line) {
        int equals = line.indexOf('=');
        if (equals < 0) {
            return this;
        }
        var value = line.substring(equals + 1);
        return switch (line.substring(0, equals)) {
            case "protocol_state" -> new PolicyRequest(Optional.of(value), recipient, octets);
            case "recipient" -> recipient.isPresent() ? this : new PolicyRequest(state, Optional.of(value), octets);
            case "size" ->
                new PolicyRequest(state, recipient, value.matches("[0-9]{1,18}") ? Long.parseLong(value) : 0);
            default -> this;
        };
    }

    /** Whether it is about a recipient that the client has just named. */
    boolean isAboutRecipient() {
        return state.map(name -> name.equalsIgnoreCase("RCPT")).orElse(true);
    }
}
