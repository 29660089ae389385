package org.mailloft.installation;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.mailloft.testing.NetworkHost;

/** A machine that systemd boots, in a container of systemd-nspawn. */
final class BootedMachine extends Machine {

    private static final Duration BOOT = Duration.ofSeconds(120);

    BootedMachine(Path root, NetworkHost host) {
        super(root, host);
    }

    @Override
    ProcessBuilder supervisor() {
        return new ProcessBuilder(
                "systemd-nspawn",
                "--quiet",
                "--register=no",
                "--keep-unit",
                "--boot",
                "--console=pipe",
                "--machine=" + host.namespace(),
                "--hostname=" + Site.HOST.substring(0, Site.HOST.indexOf('.')),
                "--directory=" + root,
                "--network-namespace-path=" + host.path(),
                "--capability=CAP_NET_ADMIN",
                "--resolv-conf=off",
                "--timezone=off");
    }

    @Override
    void awaitUp() throws IOException, InterruptedException {
        Patience.untilTrue(BOOT, "systemd to have started everything", () -> {
            var state = run("systemctl", "is-system-running").output().strip();
            return state.equals("running") || state.equals("degraded");
        });
    }

    @Override
    void askToEnd() throws IOException {
        // ends with the system, so its exit code says nothing
        run("systemctl", "--no-block", "poweroff");
    }

    @Override
    void startServices() {
        // systemd does
    }

    @Override
    void stopServices() {
        // systemd does
    }

    @Override
    boolean isRunning(String unit) throws IOException {
        return run("systemctl", "is-active", "--quiet", unit).well();
    }

    @Override
    String log(Instant since) throws IOException {
        return run("journalctl", "--no-pager", "--quiet", "--since=@" + since.getEpochSecond())
                .output();
    }

    @Override
    String kind() {
        return "booted by systemd";
    }
}
