package org.mailloft.appliance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/** The commands of this build as programs in a folder, as an installation has them. */
final class Launchers {

    private static final Map<String, String> MAIN_CLASSES = Map.of(
            "ucr", "org.mailloft.ucr.cli.Ucr",
            "mailloft-firewall", "org.mailloft.ucr.cli.FirewallMain",
            "doveadm", "org.mailloft.doveadm.Doveadm",
            "doveconf", "org.mailloft.conf.doveconf.Doveconf");

    private final Path folder;

    private Launchers(Path folder) {
        this.folder = folder;
    }

    static Launchers in(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (var program : MAIN_CLASSES.entrySet()) {
            var file = folder.resolve(program.getKey());
            Files.writeString(file, """
                    #!/bin/sh
                    export PATH='%s':$PATH MAILLOFT_SHARE='%s' LC_ALL=C.UTF-8
                    exec '%s' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xlog:disable --enable-native-access=ALL-UNNAMED -cp '%s' %s "$@"
                    """.formatted(
                            folder,
                            share(),
                            Path.of(System.getProperty("java.home"), "bin/java"),
                            System.getProperty("java.class.path"),
                            program.getValue()));
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        return new Launchers(folder);
    }

    /** The product's descriptions and templates, as the source tree has them. */
    static Path share() {
        return Path.of("../ucr-templates/share").toAbsolutePath().normalize();
    }

    String path(String program) {
        return folder.resolve(program).toString();
    }

    /** {@code PATH} with our programs before those of others. */
    String searchPath() {
        return folder + ":" + System.getenv("PATH");
    }
}
