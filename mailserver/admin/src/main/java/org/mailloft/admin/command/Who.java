package org.mailloft.admin.command;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.mailloft.admin.AdminCommand;
import org.mailloft.admin.AdminServices;
import org.mailloft.admin.Output;
import org.mailloft.admin.Params;
import org.mailloft.doveadm.ExitCode;
import org.mailloft.doveadm.format.Column;
import org.mailloft.net.SessionRegistry.Session;

/** {@code doveadm who}: who is logged in. All sessions are in one process, so there is one process id. */
record Who(SessionMask mask, boolean separately) implements AdminCommand {

    private static final Comparator<Session> ORDER = Comparator.comparing(Session::user)
            .thenComparing(Session::service)
            .thenComparing(Session::remoteIp)
            .thenComparing(Session::sessionId);

    private record Group(String user, String service) implements Comparable<Group> {
        @Override
        public int compareTo(Group other) {
            int order = user.compareTo(other.user);
            return order != 0 ? order : service.compareTo(other.service);
        }
    }

    static Who parse(Params params) {
        return new Who(SessionMask.parse(params.list("mask")), params.flag("separateConnections"));
    }

    @Override
    public int run(AdminServices services, Output out) {
        var sessions = services.sessions().all().stream()
                .filter(mask::matches)
                .sorted(ORDER)
                .toList();
        var pid = Long.toString(ProcessHandle.current().pid());
        if (separately) {
            out.columns(List.of(
                    Column.of("username").widened(), Column.of("service", "proto"), Column.of("pid"), Column.of("ip")));
            sessions.forEach(session -> out.row(session.user(), session.service(), pid, session.remoteIp()));
            return ExitCode.OK;
        }
        out.columns(List.of(
                Column.of("username"),
                Column.of("connections", "#"),
                Column.of("service", "proto"),
                Column.of("pids", "(pids)"),
                Column.of("ips", "(ips)")));
        var groups = new TreeMap<Group, List<String>>();
        for (var session : sessions) {
            groups.computeIfAbsent(new Group(session.user(), session.service()), _ -> new ArrayList<>())
                    .add(session.remoteIp());
        }
        groups.forEach((group, ips) -> out.row(
                group.user,
                Integer.toString(ips.size()),
                group.service,
                "(" + pid + ")",
                "(" + String.join(" ", ips.stream().distinct().toList()) + ")"));
        return ExitCode.OK;
    }
}
