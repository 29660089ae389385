package org.mailloft.directory.mail;

import java.util.Locale;
import java.util.Optional;
import org.mailloft.directory.Entry;

/** Which host keeps the mail of an entry, attribute {@code univentionMailHomeServer}. Names of hosts have no case. */
public final class HomeServer {

    public static final String ATTRIBUTE = "univentionMailHomeServer";

    private HomeServer() {}

    /** The host's full name in lower case; empty when every host does. */
    public static Optional<String> of(Entry entry) {
        return entry.values(ATTRIBUTE).stream()
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .filter(name -> !name.isEmpty())
                .findFirst();
    }

    /** The home server, where that is another host than this one. */
    public static Optional<String> otherThan(String host, Optional<String> homeServer) {
        return homeServer.filter(name -> !name.equalsIgnoreCase(host));
    }
}
