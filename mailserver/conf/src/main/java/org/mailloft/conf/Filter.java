package org.mailloft.conf;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;

/**
 * For whom settings are: as a block in a file ({@code protocol imap { ... }}) or as a question ("the settings of an IMAP
 * session from this address").
 *
 * @param protocol {@code imap}, {@code pop3}, {@code lmtp}, ...; in a block also {@code !imap}
 * @param localName name the client asked for in TLS; in a block a space separated list with {@code *.} wildcards
 * @param local address the client connected to
 * @param remote address of the client
 */
public record Filter(
        Optional<String> protocol, Optional<String> localName, Optional<Network> local, Optional<Network> remote) {
    /** Matches always; as a question: the global settings. */
    public static final Filter ANY = new Filter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public static Filter protocol(String name) {
        return ANY.withProtocol(name);
    }

    public Filter withProtocol(String name) {
        return new Filter(Optional.of(name), localName, local, remote);
    }

    public Filter withLocalName(String name) {
        return new Filter(protocol, Optional.of(name), local, remote);
    }

    public Filter withLocal(InetAddress address) {
        return withLocal(Network.host(address));
    }

    public Filter withLocal(Network network) {
        return new Filter(protocol, localName, Optional.of(network), remote);
    }

    public Filter withRemote(InetAddress address) {
        return withRemote(Network.host(address));
    }

    public Filter withRemote(Network network) {
        return new Filter(protocol, localName, local, Optional.of(network));
    }

    /** Whether this block applies to the question. A block that asks for more than the question tells does not. */
    public boolean matches(Filter question) {
        return matchesProtocol(question)
                && (localName.isEmpty()
                        || question.localName.filter(this::hasLocalName).isPresent())
                && contains(local, question.local)
                && contains(remote, question.remote);
    }

    /** Whether this block is about the protocol of the question, whatever its addresses are. */
    public boolean matchesProtocol(Filter question) {
        if (protocol.isEmpty()) {
            return true;
        }
        String wanted = protocol.get();
        return question.protocol
                .map(name -> wanted.startsWith("!") ? !wanted.substring(1).equals(name) : wanted.equals(name))
                .orElse(false);
    }

    /** Whether this block may override what {@code other} set: it says at least as much in every part. */
    public boolean isAtLeastAsSpecificAs(Filter other) {
        return bits(other.local) <= bits(local)
                && bits(other.remote) <= bits(remote)
                && (other.localName.isEmpty() || localName.isPresent())
                && (other.protocol.isEmpty() || protocol.isPresent());
    }

    /** Negative if this is the more specific of two blocks; 0 if neither is. */
    public int compareSpecificity(Filter other) {
        if (localName.isPresent() != other.localName.isPresent()) {
            return localName.isPresent() ? -1 : 1;
        }
        if (bits(local) != bits(other.local)) {
            return Integer.compare(bits(other.local), bits(local));
        }
        if (bits(remote) != bits(other.remote)) {
            return Integer.compare(bits(other.remote), bits(remote));
        }
        if (protocol.isPresent() != other.protocol.isPresent()) {
            return protocol.isPresent() ? -1 : 1;
        }
        return 0;
    }

    /** Whether settings here are for some addresses or names only. */
    public boolean dependsOnConnection() {
        return localName.isPresent() || local.isPresent() || remote.isPresent();
    }

    private boolean hasLocalName(String asked) {
        boolean isPlain = localName.orElseThrow().indexOf(' ') < 0
                && localName.orElseThrow().indexOf('*') < 0;
        if (isPlain) {
            return localName.get().equalsIgnoreCase(asked); // of thousands of blocks nearly all are so
        }
        String name = asked.toLowerCase(Locale.ROOT);
        for (String wanted : localName.orElseThrow().toLowerCase(Locale.ROOT).split(" ")) {
            if (wanted.startsWith("*.")) {
                int dot = name.indexOf('.');
                if (dot >= 0 && name.substring(dot).equals(wanted.substring(1))) {
                    return true;
                }
            } else if (wanted.equals(name)) {
                return true;
            }
        }
        return false;
    }

    private static boolean contains(Optional<Network> block, Optional<Network> question) {
        return block.isEmpty()
                || question.filter(asked -> block.get().contains(asked.address()))
                        .isPresent();
    }

    private static int bits(Optional<Network> network) {
        return network.map(Network::bits).orElse(0);
    }
}
