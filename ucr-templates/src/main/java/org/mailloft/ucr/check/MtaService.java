package org.mailloft.ucr.check;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What the mail server does for MTAs, also on other hosts. None of it asks who is there: who can connect is served. */
enum MtaService {
    LMTP("mailloft/lmtp/port", 0, "mailloft/lmtp/address"),
    SASL("mailloft/sasl/port", 0, "mailloft/sasl/address"),
    QUOTA_STATUS("mail/dovecot/quota-status/port", 12_340, "mail/dovecot/quota-status/ip");

    /** Addresses and networks of the MTAs on other hosts. */
    static final String MTAS = "mailloft/mta/addresses";

    private final String portKey;
    private final int usualPort;
    private final String addressKey;

    MtaService(String portKey, int usualPort, String addressKey) {
        this.portKey = portKey;
        this.usualPort = usualPort;
        this.addressKey = addressKey;
    }

    String portKey() {
        return portKey;
    }

    String addressKey() {
        return addressKey;
    }

    /** 0 when it is off. */
    int port(Facts facts) {
        return facts.number(portKey, usualPort);
    }

    /** The addresses, not of the loopback, on which it can be reached; none when it is off. */
    Set<String> reachable(Facts facts) {
        return port(facts) == 0
                ? Set.of()
                : ListenAddresses.of(facts, addressKey, "127.0.0.1").stream()
                        .filter(address -> !ListenAddresses.isLoopback(address))
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Who may be served besides this host itself. */
    static List<String> mtas(Facts facts) {
        return facts.text(MTAS).stream()
                .flatMap(text -> Arrays.stream(text.strip().split("\\s+")))
                .filter(network -> !network.isEmpty())
                .toList();
    }
}
