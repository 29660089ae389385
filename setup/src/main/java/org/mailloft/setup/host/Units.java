package org.mailloft.setup.host;

import java.nio.file.Files;
import java.nio.file.Path;

/** Services of the host, where systemd has started it. */
public final class Units {

    private Units() {}

    /** Whether systemd runs here; in a chroot it does not. */
    public static boolean canBeStarted() {
        return Files.isDirectory(Path.of("/run/systemd/system"));
    }

    /** Starts a service, or restarts it, unless {@code policy-rc.d} forbids that: packages are being installed then. */
    public static Program.Result invoke(String verb, String service) {
        return Program.of("deb-systemd-invoke", verb, service + ".service").run();
    }
}
