package org.mailloft.installation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.mailloft.testing.NetworkHost;

/**
 * A machine without init, for where none can boot: a chroot with its own processes, mounts and network, in which the
 * daemons are started as their units or init scripts say.
 */
final class HandStartedMachine extends Machine {

    /** Ours have only units, those of others also scripts in /etc/init.d. */
    private static final List<String> OURS = List.of("mailloft", "mailloft-listener");

    private static final List<String> OTHERS = List.of("slapd", "postfix");

    private static final String FIREWALL = "/usr/sbin/mailloft-firewall";

    HandStartedMachine(Path root, NetworkHost host) {
        super(root, host);
    }

    @Override
    ProcessBuilder supervisor() {
        return host.command(
                "unshare",
                "--mount",
                "--uts",
                "--ipc",
                "--pid",
                "--fork",
                "--kill-child",
                "sh",
                "-c",
                // the first process also has to bury the orphans, which a shell does while it waits
                """
                set -e
                hostname %s
                mount --bind "$0" "$0" && cd "$0"
                mount -t proc proc proc
                mount -t tmpfs -o mode=755 tmpfs run
                mount -t tmpfs -o mode=755 tmpfs dev
                mkdir dev/shm dev/pts && chmod 1777 dev/shm
                for node in null zero full random urandom; do touch dev/$node; mount --bind /dev/$node dev/$node; done
                exec chroot . sh -c 'trap "exit 0" TERM; touch /run/up; while :; do sleep 1; done'
                """.formatted(Site.HOST),
                root.toString());
    }

    @Override
    void awaitUp() throws InterruptedException {
        Patience.untilTrue(Duration.ofSeconds(10), "the first process", () -> run("test", "-e", "/run/up")
                .well());
    }

    @Override
    void askToEnd() throws IOException, InterruptedException {
        stopServices();
        for (var script : OTHERS.reversed()) {
            run("/etc/init.d/" + script, "stop");
        }
        run("sh", "-c", "kill -TERM 1");
    }

    @Override
    void startServices() throws IOException, InterruptedException {
        sh("systemd-tmpfiles --create --exclude-prefix=/dev >/dev/null 2>&1 || true; mkdir -p /run/by-hand");
        sh("[ ! -e " + FIREWALL + " ] || " + FIREWALL + " start");
        for (var script : OTHERS) {
            sh("[ ! -e /etc/init.d/" + script + " ] || /etc/init.d/" + script + " start");
        }
        for (var unit : OURS) {
            startByHand(unit);
        }
    }

    @Override
    void stopServices() throws IOException, InterruptedException {
        for (var unit : OURS.reversed()) {
            run("sh", "-c", "kill $(cat /run/by-hand/" + unit + ")");
            Patience.untilTrue(Duration.ofSeconds(20), unit + " to end", () -> !isRunning(unit));
        }
        sh("[ ! -e " + FIREWALL + " ] || " + FIREWALL + " stop");
    }

    /** Does what the unit says, as far as it says how a process is started. */
    private void startByHand(String unit) throws IOException {
        var file = file("/lib/systemd/system/" + unit + ".service");
        if (!Files.exists(file) || isRunning(unit)) {
            return;
        }
        var lines = Files.readAllLines(file);
        var user = setting(lines, "User", "root");
        var group = setting(lines, "Group", user);
        sh("for folder in " + setting(lines, "RuntimeDirectory", "") + "; do install -d -o " + user + " -g " + group
                + " /run/$folder; done");
        var become = user.equals("root") ? "" : become(user, group, setting(lines, "AmbientCapabilities", ""));
        sh("setsid " + become + setting(lines, "ExecStart", "false") + " >>/var/log/" + unit + ".by-hand.log 2>&1 &"
                + " echo $! >/run/by-hand/" + unit);
    }

    /** @param capabilities as in a unit, such as {@code CAP_NET_BIND_SERVICE} */
    private static String become(String user, String group, String capabilities) {
        var kept = capabilities
                .toLowerCase(Locale.ROOT)
                .replaceAll("cap_(\\w+) ?", "+$1,")
                .replaceAll(",$", "");
        return "setpriv --reuid " + user + " --regid " + group + " --init-groups "
                + (kept.isEmpty() ? "" : "--inh-caps " + kept + " --ambient-caps " + kept + " ");
    }

    private static String setting(List<String> unit, String name, String otherwise) {
        return unit.stream()
                .filter(line -> line.startsWith(name + "="))
                .map(line -> line.substring(name.length() + 1))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse(otherwise);
    }

    @Override
    boolean isRunning(String unit) throws IOException {
        var status = OTHERS.contains(unit)
                ? run("/etc/init.d/" + unit, "status")
                : run("sh", "-c", "kill -0 $(cat /run/by-hand/" + unit + ")");
        return status.well();
    }

    @Override
    String log(Instant since) throws IOException {
        return run("sh", "-c", "tail -n 200 /var/log/*.by-hand.log /var/log/mail.log 2>/dev/null")
                .output();
    }

    @Override
    String kind() {
        return "in a chroot, daemons started by hand";
    }
}
