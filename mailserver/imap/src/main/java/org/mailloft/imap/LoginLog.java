package org.mailloft.imap;

import java.util.StringJoiner;
import org.mailloft.conf.Variables;
import org.mailloft.net.Connection;

/** Log lines about logins. Tools such as fail2ban read them, so their texts are part of the interface. */
final class LoginLog {

    private final ImapSettings settings;
    private final Connection connection;
    private final String sessionId;

    LoginLog(ImapSettings settings, Connection connection, String sessionId) {
        this.settings = settings;
        this.connection = connection;
        this.sessionId = sessionId;
    }

    /**
     * The line for an event.
     *
     * @param user as far as known
     * @param mechanism empty when none was tried
     * @param pid of the process that goes on with the session, empty when none does
     */
    String line(String event, String user, String mechanism, String pid, boolean secured) {
        var variables = variables(user, mechanism, pid, secured);
        var elements = new StringJoiner(", ");
        for (var element : settings.loginLogElements()) {
            var text = variables.expandLeniently(element);
            if (element.startsWith("user=") || !text.equals(withoutVariables(element))) {
                elements.add(text);
            }
        }
        return Variables.builder()
                .with("$", event)
                .with("s", elements.toString())
                .build()
                .expandLeniently(settings.loginLogFormat());
    }

    /** What can stand in log lines and in the greeting. */
    Variables variables(String user, String mechanism, String pid, boolean secured) {
        var peer = connection.peer();
        return Variables.builder()
                .withUser(user)
                .with('m', "mech", mechanism)
                .with('r', "rip", peer.remoteIp())
                .with('l', "lip", peer.localIp())
                .with('a', "lport", Integer.toString(peer.local().getPort()))
                .with('b', "rport", Integer.toString(peer.remote().getPort()))
                .with('e', "mail_pid", pid)
                .with('p', "pid", Long.toString(ProcessHandle.current().pid()))
                .with('s', "service", "imap")
                .with('c', "secured", connection.isTls() ? "TLS" : secured ? "secured" : "")
                .with('k', "ssl_security", connection.tlsInfo())
                .with("session", sessionId)
                .build();
    }

    /** The element with all its variables empty: what it looks like when it has nothing to say. */
    private static String withoutVariables(String element) {
        return element.replaceAll("%(\\{[^}]*\\}|[^{])", "");
    }
}
