package org.mailloft.ucr;

import java.util.Map;

/** What a registry key may look like. */
public final class Keys {

    private static final String REFUSED = "[]\r\n!\"#$%&'()+,;<=>?\\`{}\u00a7";
    private static final Map<String, String> UMLAUTS =
            Map.of("ä", "ae", "ö", "oe", "ü", "ue", "Ä", "Ae", "Ö", "Oe", "Ü", "Ue", "ß", "ss");

    private Keys() {}

    /** @throws BadKey with the text that the command line shows */
    public static void check(String key) {
        if (isPlain(key)) {
            return;
        }
        var spelled = key;
        for (var umlaut : UMLAUTS.entrySet()) {
            spelled = spelled.replace(umlaut.getKey(), umlaut.getValue());
        }
        if (!spelled.equals(key)) {
            throw new BadKey("Please fix invalid umlaut in config variable key \"" + key + "\" to " + spelled + ".");
        }
        if (key.contains(": ")) {
            throw new BadKey("Please fix invalid \": \" in config variable key \"" + key + "\".");
        }
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            if (REFUSED.indexOf(c) >= 0 || Character.isISOControl(c)) {
                throw new BadKey("Please fix invalid character \"" + c + "\" in config variable key \"" + key + "\".");
            }
        }
        if (key.isBlank()) {
            throw new BadKey("Please fix empty config variable key.");
        }
    }

    /** As almost all are: of ASCII letters, digits and what separates them. Seen at a glance, for a command has no time. */
    private static boolean isPlain(String key) {
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            boolean plain = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '-' && c <= '9' || c == '_';
            if (!plain) {
                return false;
            }
        }
        return !key.isEmpty();
    }
}
