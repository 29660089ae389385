package org.mailloft.appliance;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * TCP ports of the appliance, all on 127.0.0.1.
 *
 * @param imap with STARTTLS
 * @param imaps with TLS from the start
 * @param lmtp for the MTA
 * @param ldap of the embedded directory
 * @param http of the doveadm API
 * @param pop3 with STARTTLS
 * @param pop3s with TLS from the start
 * @param sieve of ManageSieve
 * @param quotaStatus of the policy service that the MTA asks
 */
public record Ports(
        int imap, int imaps, int lmtp, int ldap, int http, int pop3, int pop3s, int sieve, int quotaStatus) {

    static final String ADDRESS = "127.0.0.1";

    /** The usual ports, each shifted by {@code offset}. */
    static Ports shiftedBy(int offset) {
        var ports = new Ports(
                10143 + offset,
                10993 + offset,
                10024 + offset,
                10389 + offset,
                18080 + offset,
                10110 + offset,
                10995 + offset,
                14190 + offset,
                12340 + offset);
        if (ports.byName().values().stream().anyMatch(port -> port < 1 || port > 65535)) {
            throw new StartFailure("--port-offset " + offset + " moves ports out of the range 1 to 65535.");
        }
        return ports;
    }

    /** Tries each port, so that a taken one is told before anything is started or written. */
    void requireFree() {
        var taken = byName().entrySet().stream()
                .filter(port -> isTaken(port.getValue()))
                .map(port -> port.getValue() + " (" + port.getKey() + ")")
                .collect(Collectors.joining(", "));
        if (!taken.isEmpty()) {
            throw new StartFailure("already in use on " + ADDRESS + ": port " + taken
                    + "; is another appliance running? --port-offset N shifts all ports.");
        }
    }

    private Map<String, Integer> byName() {
        var ports = new LinkedHashMap<String, Integer>();
        ports.put("IMAP", imap);
        ports.put("IMAPS", imaps);
        ports.put("LMTP", lmtp);
        ports.put("LDAP", ldap);
        ports.put("doveadm HTTP", http);
        ports.put("POP3", pop3);
        ports.put("POP3S", pop3s);
        ports.put("ManageSieve", sieve);
        ports.put("quota-status", quotaStatus);
        return ports;
    }

    private static boolean isTaken(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(ADDRESS), port));
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
