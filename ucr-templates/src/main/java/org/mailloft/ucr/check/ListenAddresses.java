package org.mailloft.ucr.check;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The addresses that a service listens on. */
final class ListenAddresses {

    static final String ALL_V4 = "0.0.0.0";
    static final String ALL_V6 = "::";

    /** Where a service listens whose variable is set to nothing. */
    static final String LISTEN = "mailloft/listen";

    private ListenAddresses() {}

    /**
     * Literals without brackets, and names.
     *
     * @param key the variable with the addresses
     * @param otherwise when it is not set
     */
    static Set<String> of(Facts facts, String key, String otherwise) {
        boolean isSetToNothing = facts.isOwn(key) && facts.text(key).isEmpty();
        var text = isSetToNothing ? facts.text(LISTEN, "*, ::") : facts.text(key, otherwise);
        var addresses = new HashSet<String>();
        for (var address : text.split("[,\\s]+")) {
            switch (address) {
                case "all" -> addresses.addAll(List.of(ALL_V4, ALL_V6));
                case "loopback-only" -> addresses.addAll(List.of("127.0.0.1", "::1"));
                case "*" -> addresses.add(ALL_V4);
                case String literal -> addresses.add(literal.replace("[", "").replace("]", ""));
            }
        }
        return addresses;
    }

    static boolean isLoopback(String address) {
        return address.startsWith("127.") || address.equals("::1") || address.equals("localhost");
    }

    static boolean isAny(String address) {
        return address.equals(ALL_V4) || address.equals(ALL_V6);
    }
}
