package org.mailloft.server;

import java.nio.file.Path;
import java.util.List;
import org.mailloft.conf.Setting;

/**
 * What the server as a whole needs to know.
 *
 * @param baseDir folder of sockets and run-time files
 * @param stateDir folder of what has to survive a restart
 * @param protocols which protocols are served
 * @param listen addresses of listeners that name none themselves; {@code *} and {@code ::} for all
 * @param ssl {@code no} switches TLS off everywhere
 * @param logPath where the log goes, see {@link Logs#open}
 * @param infoLogPath where information goes, empty for {@code logPath}
 * @param debug whether debug lines are written
 * @param clientLimit for services that set none
 * @param processLimit for services that set none
 * @param services sockets and limits, by service
 */
record ServerSettings(
        @Setting("base_dir") Path baseDir,
        @Setting("state_dir") Path stateDir,
        @Setting("protocols") List<String> protocols,
        @Setting("listen") List<String> listen,
        @Setting("ssl") String ssl,
        @Setting("log_path") String logPath,
        @Setting("info_log_path") String infoLogPath,
        @Setting("mail_debug") boolean debug,
        @Setting("default_client_limit") int clientLimit,
        @Setting("default_process_limit") int processLimit,
        @Setting("service") List<Service> services) {

    /**
     * A service block. Its limits bound connections as they would in Dovecot, although no processes stand behind them.
     *
     * @param clientLimit connections of one process; 0 for the default
     * @param processLimit processes; 0 for the default
     * @param serviceCount connections a process serves before it ends: 1 means one at a time
     */
    record Service(
            @Setting("name") String name,
            @Setting("client_limit") int clientLimit,
            @Setting("process_limit") int processLimit,
            @Setting("service_count") int serviceCount,
            @Setting("inet_listener") List<Inet> inetListeners,
            @Setting("unix_listener") List<Unix> unixListeners) {

        /** Connections at a time. */
        int capacity(ServerSettings defaults) {
            long processes = processLimit == 0 ? defaults.processLimit() : processLimit;
            long clients = clientLimit == 0 ? defaults.clientLimit() : clientLimit;
            return (int) Math.min(Integer.MAX_VALUE, processes * (serviceCount == 1 ? 1 : clients));
        }
    }

    /** @param port 0 when it is off */
    record Inet(
            @Setting("name") String name,
            @Setting("address") List<String> address,
            @Setting("port") int port,
            @Setting("ssl") boolean ssl) {}

    /**
     * @param path relative to {@link ServerSettings#baseDir} unless absolute
     * @param mode 0 when it is off
     */
    record Unix(
            @Setting("path") String path,
            @Setting("mode") int mode,
            @Setting("user") String user,
            @Setting("group") String group) {}

    /** The service of this name; every one that Dovecot knows exists. */
    Service service(String name) {
        return services.stream()
                .filter(service -> service.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    boolean isTlsOff() {
        return ssl.equals("no");
    }
}
