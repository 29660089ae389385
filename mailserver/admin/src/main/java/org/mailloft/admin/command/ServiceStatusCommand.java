package org.mailloft.admin.command;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.mailloft.admin.AdminCommand;
import org.mailloft.admin.AdminServices;
import org.mailloft.admin.Output;
import org.mailloft.admin.Params;
import org.mailloft.admin.ServiceStatus;
import org.mailloft.doveadm.ExitCode;
import org.mailloft.doveadm.format.Column;

/** {@code doveadm service status}: how many clients each service has. Unknown names are passed over, as Dovecot does. */
record ServiceStatusCommand(List<String> names) implements AdminCommand {

    private static final List<Column> COLUMNS = Stream.of(
                    "name",
                    "process_count",
                    "process_avail",
                    "process_limit",
                    "client_limit",
                    "throttle_secs",
                    "exit_failure_last",
                    "exit_failures_in_sec",
                    "last_drop_warning",
                    "listen_pending",
                    "listening",
                    "doveadm_stop",
                    "process_total")
            .map(Column::of)
            .toList();

    static ServiceStatusCommand parse(Params params) {
        return new ServiceStatusCommand(params.list("service"));
    }

    @Override
    public int run(AdminServices services, Output out) {
        out.columns(COLUMNS);
        services.server().services().stream()
                .filter(service -> names.isEmpty() || names.contains(service.name()))
                .forEach(service -> row(service, out));
        return ExitCode.OK;
    }

    private static void row(ServiceStatus service, Output out) {
        out.row(
                service.name(),
                Long.toString(service.processCount()),
                Long.toString(service.processAvail()),
                Long.toString(service.processLimit()),
                Long.toString(service.clientLimit()),
                "0", // a process that cannot be started, of which there is none
                "0",
                "0",
                Long.toString(
                        service.lastDropWarning().map(Instant::getEpochSecond).orElse(0L)),
                yesNo(service.listenPending()),
                yesNo(!service.listenPending()),
                "n",
                Long.toString(service.processTotal()));
    }

    private static String yesNo(boolean answer) {
        return answer ? "y" : "n";
    }
}
