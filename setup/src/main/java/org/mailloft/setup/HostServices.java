package org.mailloft.setup;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.mailloft.setup.host.Program;
import org.mailloft.setup.host.Units;

/** The services that use what was set up, in the order in which they need each other. */
final class HostServices {

    /** The mail server first: Postfix and the listener hand it things. */
    static final List<String> IN_ORDER = List.of("mailloft", "mailloft-listener", "postfix");

    private final HostRegistry registry;
    private final Consumer<String> news;

    HostServices(HostRegistry registry, Consumer<String> news) {
        this.registry = registry;
        this.news = news;
    }

    /** Has the directory know what this host serves, as far as it may be changed from here. */
    void join() {
        var result = Program.of("mailloft-join", "run").run();
        if (!result.isSuccess() && result.status() != Program.NOT_INSTALLED) {
            news.accept("The directory does not know this mail server yet: " + result.complaint());
        }
    }

    /** Starts anew what starts with the host. */
    void restart() {
        start(_ -> true);
    }

    /** Starts what starts with the host and does not run. */
    void start() {
        start(service -> !systemctl("is-active", "--quiet", service + ".service"));
    }

    /**
     * While packages are being installed some services do not start with the host yet; whoever installs them starts them.
     */
    private void start(Predicate<String> isToStart) {
        if (!Units.canBeStarted()) {
            news.accept("No service was started, for this system was not started by systemd.");
            return;
        }
        for (String service : IN_ORDER) {
            if (!systemctl("is-enabled", "--quiet", service + ".service") || !isToStart.test(service)) {
                continue;
            }
            if (Units.invoke("restart", service).isSuccess()) {
                registry.restarted(service);
            } else {
                news.accept("The service " + service + " did not start; journalctl -u " + service + " tells why.");
            }
        }
    }

    /** Has services read their files again, but for those that do not run. */
    void reload(String... services) {
        if (!Units.canBeStarted()) {
            return;
        }
        for (String service : services) {
            String unit = service + ".service";
            if (systemctl("is-active", "--quiet", unit)) {
                Program.of("systemctl", "reload", unit).require();
            }
        }
    }

    private static boolean systemctl(String... words) {
        return Program.of("systemctl").with(words).run().isSuccess();
    }
}
