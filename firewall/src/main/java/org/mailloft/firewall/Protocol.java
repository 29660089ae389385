package org.mailloft.firewall;

import java.util.Optional;

/** What rules may be about. */
public enum Protocol {
    TCP("tcp"),
    UDP("udp");

    private final String word;

    Protocol(String word) {
        this.word = word;
    }

    public static Optional<Protocol> named(String word) {
        for (var protocol : values()) {
            if (protocol.word.equals(word)) {
                return Optional.of(protocol);
            }
        }
        return Optional.empty();
    }

    /** As it is written in the names of variables, and in nftables. */
    @Override
    public String toString() {
        return word;
    }
}
