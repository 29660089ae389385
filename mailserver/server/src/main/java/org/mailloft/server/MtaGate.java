package org.mailloft.server;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.mailloft.conf.Network;
import org.mailloft.conf.Setting;
import org.mailloft.net.Peer;

/**
 * Which hosts are served by what MTAs use: LMTP, passwords, quota. None of these protocols asks who is there. This host
 * itself always is.
 */
final class MtaGate {

    private final List<Network> networks;

    /**
     * @param plugin {@code mta_networks}: addresses and networks, separated by blanks; without it everybody who can connect
     *     is served, as with Dovecot
     */
    record Settings(@Setting("plugin") Map<String, String> plugin) {}

    /** @throws IllegalArgumentException for something that is no address and no network */
    MtaGate(Settings settings) {
        networks = Stream.of(settings.plugin().getOrDefault("mta_networks", "").split("\\s+"))
                .filter(text -> !text.isEmpty())
                .map(MtaGate::parse)
                .toList();
    }

    private static Network parse(String text) {
        try {
            return Network.parse(text, _ -> Optional.empty());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("plugin/mta_networks: " + text + " is no address and no network", e);
        }
    }

    boolean admits(Peer peer) {
        var client = peer.remote().getAddress();
        return networks.isEmpty()
                || peer.isSameHost()
                || client.isLoopbackAddress()
                || networks.stream().anyMatch(network -> network.contains(client));
    }
}
