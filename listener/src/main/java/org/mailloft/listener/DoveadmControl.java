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
    private static final int NOTHING_ELSE = 0; // EX_OK
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

    /** Asks for INBOX, which the server makes for whoever has none; {@code mailbox create} would fail for the others. */
    @Override
    public Outcome createInbox(String user) {
        var parameters = Map.of("user", user, "mailboxMask", List.of("INBOX"), "field", List.of("uidvalidity"));
        return call("mailboxStatus", parameters, NOTHING_ELSE);
    }

    @Override
    public Outcome flushAuthCache(List<String> users) {
        return call("authCacheFlush", Map.of("user", users), NOTHING_FOUND);
    }

    @Override
    public Outcome kick(String user) {
        return call("kick", Map.of("mask", List.of(user)), NOTHING_FOUND);
    }

    /** @param fine exit code that is as good as success */
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
