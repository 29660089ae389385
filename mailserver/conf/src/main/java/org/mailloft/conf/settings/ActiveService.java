package org.mailloft.conf.settings;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.mailloft.conf.file.SectionView;

/**
 * A service that runs, because its protocol is enabled or because it has none. References to defaults are resolved;
 * listeners that are switched off ({@code port = 0}, {@code mode = 0}, TLS without {@code ssl}) are left out.
 *
 * @param protocol empty for services of all protocols
 * @param type {@code login}, {@code worker}, {@code startup}, ... or empty
 * @param executable program and arguments
 * @param user system user, empty for root
 * @param processLimit how many processes Dovecot would run at most
 * @param clientLimit how many clients each of them may have
 * @param serviceCount after how many clients each of them ends, 0 for never
 */
public record ActiveService(
        String name,
        String protocol,
        String type,
        String executable,
        String user,
        long processLimit,
        long clientLimit,
        long serviceCount,
        List<Socket> unixListeners,
        List<Socket> fifoListeners,
        List<Port> inetListeners) {

    /**
     * A socket or FIFO.
     *
     * @param path absolute
     * @param mode permissions
     * @param user owner, empty for the one of the process
     */
    public record Socket(Path path, int mode, String user, String group) {}

    /**
     * A TCP port.
     *
     * @param name such as {@code imaps}; may be empty
     * @param addresses IP addresses or host names; {@code *} and {@code ::} are all of IPv4 and IPv6
     * @param tls whether TLS starts with the first octet
     * @param haproxy whether connections start with a PROXY header
     */
    public record Port(String name, List<String> addresses, int port, boolean tls, boolean haproxy) {}

    static List<ActiveService> of(SectionView top) {
        Set<String> enabled = new HashSet<>(Protocols.enabled(top));
        return top.sections("service").stream()
                .filter(service -> Protocols.isActive(service, enabled))
                .map(service -> of(top, service))
                .toList();
    }

    private static ActiveService of(SectionView top, SectionView service) {
        return new ActiveService(
                service.name(),
                service.text("protocol"),
                service.text("type"),
                service.text("executable"),
                account(top, service.text("user")),
                ServiceLimits.processLimit(top, service),
                ServiceLimits.clientLimit(top, service),
                Long.parseLong(service.text("service_count")),
                sockets(top, service, "unix_listener"),
                sockets(top, service, "fifo_listener"),
                ports(top, service));
    }

    private static List<Socket> sockets(SectionView top, SectionView service, String type) {
        Path baseDirectory = Path.of(top.text("base_dir"));
        return service.sections(type).stream()
                .filter(listener -> !listener.name().isEmpty() && mode(listener) != 0)
                .map(listener -> new Socket(
                        baseDirectory.resolve(listener.name()),
                        mode(listener),
                        account(top, listener.text("user")),
                        account(top, listener.text("group"))))
                .toList();
    }

    private static int mode(SectionView listener) {
        return (int) (Long.parseLong(listener.text("mode"), 8) & 07777);
    }

    private static List<Port> ports(SectionView top, SectionView service) {
        boolean tlsIsOff = top.text("ssl").equals("no");
        return service.sections("inet_listener").stream()
                .filter(listener -> !listener.text("port").equals("0"))
                .filter(listener -> !tlsIsOff || !isYes(listener, "ssl"))
                .map(listener -> new Port(
                        listener.name(),
                        addresses(listener.text("address").isEmpty() ? top.text("listen") : listener.text("address")),
                        Integer.parseInt(listener.text("port")),
                        isYes(listener, "ssl"),
                        isYes(listener, "haproxy")))
                .toList();
    }

    private static List<String> addresses(String text) {
        return Stream.of(text.split("[ ,\t]+"))
                .filter(address -> !address.isEmpty())
                .toList();
    }

    private static boolean isYes(SectionView section, String setting) {
        return section.text(setting).equals("yes");
    }

    /** {@code $default_internal_user}, {@code $default_internal_group} and {@code $default_login_user} are settings. */
    private static String account(SectionView top, String name) {
        return name.startsWith("$default_")
                ? top.definition().setting(name.substring(1)).map(top::text).orElse(name)
                : name;
    }
}
