package org.mailloft.ucr;

import java.nio.file.Path;
import java.util.Map;

/** Where the product's descriptions, templates and seeds are. */
public final class ShareFolder {

    private static final String INSTALLED = "/usr/share/mailloft";

    private ShareFolder() {}

    /** @param environment of the process; {@code MAILLOFT_SHARE} counts unless the system property {@code mailloft.share} is set */
    public static Path locate(Map<String, String> environment) {
        var property = System.getProperty("mailloft.share", "");
        var variable = environment.getOrDefault("MAILLOFT_SHARE", "");
        return Path.of(!property.isEmpty() ? property : !variable.isEmpty() ? variable : INSTALLED);
    }
}
