package org.mailloft.storage.acl;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.mailloft.conf.TabEscape;

/**
 * The text of an {@code acl_shared_dict} file: who shares anything with whom. Keys and values take turns, a line each.
 * Keys of other kinds are kept. Immutable.
 *
 * @param lines key and value
 */
record SharedDict(Map<String, String> lines) {

    private static final String ROOT = "shared/shared-boxes/";
    private static final String PRESENT = "1";

    static SharedDict parse(byte[] file) {
        var lines = new LinkedHashMap<String, String>();
        var all = new String(file, StandardCharsets.UTF_8).split("\n");
        for (int n = 0; n + 1 < all.length; n += 2) {
            lines.put(TabEscape.unescape(all[n]), TabEscape.unescape(all[n + 1]));
        }
        return new SharedDict(lines);
    }

    byte[] octets() {
        var out = new StringBuilder();
        lines.forEach((key, value) -> out.append(TabEscape.escape(key))
                .append('\n')
                .append(TabEscape.escape(value))
                .append('\n'));
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Owners who share something with a user. */
    Set<String> ownersFor(String user, Collection<String> groups) {
        var owners = new TreeSet<String>();
        for (var key : lines.keySet()) {
            int at = key.lastIndexOf('/');
            if (!key.startsWith(ROOT) || at < ROOT.length()) {
                continue;
            }
            var destination = key.substring(ROOT.length(), at);
            boolean wanted = destination.equals("anyone")
                    || destination.equals("user/" + user)
                    || destination.startsWith("group/") && groups.contains(destination.substring("group/".length()));
            if (wanted) {
                owners.add(key.substring(at + 1));
            }
        }
        owners.remove(user);
        return owners;
    }

    /** Owners who share something with a user by his name. */
    Set<String> ownersNaming(String user) {
        var start = ROOT + path(AclIdentifier.user(user)) + "/";
        return lines.keySet().stream()
                .filter(key -> key.startsWith(start))
                .map(key -> key.substring(start.length()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** With these destinations, and no others, for an owner. */
    SharedDict sharing(String owner, Collection<AclIdentifier> destinations) {
        var after = new LinkedHashMap<>(lines);
        after.keySet().removeIf(key -> key.startsWith(ROOT) && key.endsWith("/" + owner));
        for (var destination : destinations) {
            after.put(ROOT + path(destination) + "/" + owner, PRESENT);
        }
        return new SharedDict(after);
    }

    private static String path(AclIdentifier destination) {
        return switch (destination.kind()) {
            case ANYONE, AUTHENTICATED -> "anyone";
            case GROUP, GROUP_OVERRIDE -> "group/" + destination.name();
            case USER -> "user/" + destination.name();
            case OWNER -> throw new IllegalArgumentException("nobody shares with himself");
        };
    }
}
