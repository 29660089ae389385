package org.mailloft.listener;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.mailloft.doveadm.AdminClient;
import org.mailloft.doveadm.AdminReply;

/** Drives the mail server by its administration commands. */
public final class DoveadmControl implements MailServerControl {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int EXISTS = 65; // EX_DATAERR
    private static final int NOTHING_FOUND = 68;
    private static final int TEMPORARY = 75; // EX_TEMPFAIL

    private final AdminClient client;

    private DoveadmControl(AdminClient client) {
        this.client = client;
    }

    /** The server behind this unix socket. Does not connect yet. */
    public static DoveadmControl over(Path socket) {
        return new DoveadmControl(AdminClient.connect(socket, PATIENCE));
    }

    @Override
    public Outcome createInbox(String user) {
        return call("mailboxCreate", Map.of("user", user, "mailbox", List.of("INBOX")), EXISTS);
    }

    @Override
    public Outcome flushAuthCache(List<String> users) {
        return call("authCacheFlush", Map.of("user", users), NOTHING_FOUND);
    }

    @Override
    public Outcome kick(String user) {
        return call("kick", Map.of("mask", List.of(user)), NOTHING_FOUND);
    }

    /** @param fine exit code that says there was nothing to do */
    private Outcome call(String command, Map<String, ?> parameters, int fine) {
        try {
            return switch (client.call(command, parameters)) {
                case AdminReply.Success _ -> new Outcome.Done();
                case AdminReply.AdminError(String type, int code)
                when type.equals("exitCode") && code == fine -> new Outcome.Done();
                case AdminReply.AdminError(String type, int code)
                when type.equals("exitCode") && code == TEMPORARY ->
                    new Outcome.Later("doveadm " + command + ": temporary failure, see the mail server's log");
                case AdminReply.AdminError(String type, int code) ->
                    new Outcome.Refused("doveadm " + command + ": " + type + " " + code);
            };
        } catch (UncheckedIOException failure) {
            return new Outcome.Unavailable(
                    "doveadm " + command + ": " + failure.getCause().getMessage());
        }
    }
}
