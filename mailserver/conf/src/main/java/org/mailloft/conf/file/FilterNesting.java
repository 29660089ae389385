package org.mailloft.conf.file;

import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Function;
import org.mailloft.conf.Filter;
import org.mailloft.conf.Network;

/** Which filter may stand inside which: local, then local_name, then remote, then protocol. */
final class FilterNesting {
    private final Function<String, Optional<InetAddress>> lookUp;

    /** @param lookUp finds the address of a host name */
    FilterNesting(Function<String, Optional<InetAddress>> lookUp) {
        this.lookUp = lookUp;
    }

    /**
     * The filter inside of a section of this type, or empty if the type is none of the filters.
     *
     * @throws ValueText.Refused with Dovecot's message
     */
    Optional<Filter> add(Filter outer, String type, String name) {
        return switch (type) {
            case "protocol" -> Optional.of(protocol(outer, name));
            case "local" -> Optional.of(local(outer, name));
            case "local_name" -> Optional.of(localName(outer, name));
            case "remote" -> Optional.of(remote(outer, name));
            default -> Optional.empty();
        };
    }

    private static Filter protocol(Filter outer, String name) {
        if (outer.protocol().isPresent()) {
            throw new ValueText.Refused("Nested protocol { protocol { .. } } block not allowed");
        }
        return outer.withProtocol(name);
    }

    private Filter local(Filter outer, String name) {
        refuse(outer.remote().isPresent(), "remote", "local");
        refuse(outer.protocol().isPresent(), "protocol", "local");
        refuse(outer.localName().isPresent(), "local_name", "local");
        return outer.withLocal(inside(outer.local(), "local", name));
    }

    private static Filter localName(Filter outer, String name) {
        refuse(outer.remote().isPresent(), "remote", "local_name");
        refuse(outer.protocol().isPresent(), "protocol", "local_name");
        return outer.withLocalName(name);
    }

    private Filter remote(Filter outer, String name) {
        refuse(outer.protocol().isPresent(), "protocol", "remote");
        return outer.withRemote(inside(outer.remote(), "remote", name));
    }

    private static void refuse(boolean wrong, String outer, String inner) {
        if (wrong) {
            throw new ValueText.Refused(outer + " { " + inner + " { .. } } not allowed (use " + inner + " { " + outer
                    + " { .. } } instead)");
        }
    }

    private Network inside(Optional<Network> outer, String type, String name) {
        Network network;
        try {
            network = Network.parse(name, lookUp);
        } catch (IllegalArgumentException e) {
            throw new ValueText.Refused(e.getMessage());
        }
        boolean fits = outer.map(around -> around.bits() <= network.bits() && around.contains(network.address()))
                .orElse(true);
        if (!fits) {
            throw new ValueText.Refused(type + " net1 { " + type + " net2 { .. } } requires net2 to be inside net1");
        }
        return network;
    }
}
