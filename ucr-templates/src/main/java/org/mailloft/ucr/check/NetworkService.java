package org.mailloft.ucr.check;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Something on this host that listens on the network, and the variables that say where.
 *
 * @param name as rules of the packet filter have it
 * @param title as people call it
 * @param portKey the variable with the port; 0 switches it off
 * @param port when the variable is not set
 * @param addressKey the variable with the addresses
 * @param addresses when that is not set
 * @param switchKey the variable that switches the service on; empty when it always is
 */
record NetworkService(
        String name, String title, String portKey, int port, String addressKey, String addresses, String switchKey) {

    private static final String LISTEN = ListenAddresses.LISTEN;
    private static final String EVERYWHERE = "*, ::";
    private static final String HERE = "127.0.0.1";
    private static final String IMAP = FullLoad.IMAP;
    private static final String POP3 = FullLoad.POP3;
    private static final String POSTFIX = "mail/postfix/inet/interfaces";
    private static final String QUOTA = "mail/dovecot/quota-status/";

    static final NetworkService LMTP =
            new NetworkService("lmtp", "LMTP", "mailloft/lmtp/port", 0, "mailloft/lmtp/address", HERE, "");
    static final NetworkService SASL =
            new NetworkService("sasl", "SASL", "mailloft/sasl/port", 0, "mailloft/sasl/address", HERE, "");
    private static final NetworkService QUOTA_STATUS =
            new NetworkService("quota-status", "the quota service", QUOTA + "port", 12_340, QUOTA + "ip", HERE, "");

    /** What an MTA on another host needs. None of it asks who is there: whoever can connect is served. */
    static final List<NetworkService> FOR_MTAS = List.of(LMTP, SASL, QUOTA_STATUS);

    static final List<NetworkService> ALL = List.of(
            new NetworkService("imap", "IMAP", "mailloft/imap/port", 143, LISTEN, EVERYWHERE, IMAP),
            new NetworkService("imaps", "IMAP with TLS", "mailloft/imaps/port", 993, LISTEN, EVERYWHERE, IMAP),
            new NetworkService("pop3", "POP3", "mailloft/pop3/port", 110, LISTEN, EVERYWHERE, POP3),
            new NetworkService("pop3s", "POP3 with TLS", "mailloft/pop3s/port", 995, LISTEN, EVERYWHERE, POP3),
            LMTP,
            SASL,
            new NetworkService("doveadm", "doveadm", "mailloft/doveadm/port", 0, "mailloft/doveadm/address", HERE, ""),
            new NetworkService("submission", "submission", "mailloft/postfix/submission/port", 587, POSTFIX, "all", ""),
            new NetworkService("smtps", "SMTP with TLS", "mailloft/postfix/smtps/port", 465, POSTFIX, "all", ""),
            new NetworkService("smtp", "SMTP", "mail/smtpport", 25, POSTFIX, "all", ""),
            QUOTA_STATUS,
            new NetworkService(
                    "sieve", "ManageSieve", "mail/dovecot/sieve/port", 4190, "mail/dovecot/sieve/ip", EVERYWHERE, ""));

    /** The variables that say where it listens. */
    Set<String> keys() {
        return Stream.of(portKey, addressKey, switchKey, LISTEN)
                .filter(key -> !key.isEmpty())
                .collect(Collectors.toSet());
    }

    /** Empty when it is off. */
    OptionalInt port(Facts facts) {
        int number = facts.number(portKey, port);
        boolean on = switchKey.isEmpty() || facts.isTrue(switchKey, true);
        return on && number != 0 ? OptionalInt.of(number) : OptionalInt.empty();
    }

    /** The port, where others than this host can get to it. */
    OptionalInt reachablePort(Facts facts) {
        return reachableAddresses(facts).isEmpty() ? OptionalInt.empty() : port(facts);
    }

    /** The addresses on which others than this host could get to it. */
    Set<String> reachableAddresses(Facts facts) {
        return addresses(facts).stream()
                .filter(address -> !ListenAddresses.isLoopback(address))
                .collect(Collectors.toSet());
    }

    Set<String> addresses(Facts facts) {
        return ListenAddresses.of(facts, addressKey, addresses);
    }
}
