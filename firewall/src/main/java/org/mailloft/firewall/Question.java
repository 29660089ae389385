package org.mailloft.firewall;

import java.util.Optional;

/**
 * Connections to a port that somebody asks about.
 *
 * @param from a client's address or network; empty for all clients
 * @param to an address of this host; empty for all its addresses
 */
public record Question(Protocol protocol, int port, Optional<Network> from, Optional<Network> to) {}
