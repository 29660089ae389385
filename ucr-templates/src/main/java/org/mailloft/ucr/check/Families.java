package org.mailloft.ucr.check;

import java.util.List;

/** Which variables there are rules about, without loading the rules. */
public final class Families {

    /** Beginnings of all keys that any rule looks at. */
    private static final List<String> BEGINNINGS = List.of("mail/", "mailloft/", "security/packetfilter/");

    private Families() {}

    public static boolean contain(String key) {
        for (var beginning : BEGINNINGS) {
            if (key.startsWith(beginning)) {
                return true;
            }
        }
        return false;
    }
}
