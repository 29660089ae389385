package org.mailloft.listener.control;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.mailloft.doveadm.AdminClient;
import org.mailloft.doveadm.AdminReply;
import org.mailloft.listener.state.Place;

/** Drives the mail server by its administration commands. */
public final class DoveadmControl implements MailServerControl, FolderControl {

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

    @Override
    public Outcome flushAuthCache(List<String> users) {
        return call("authCacheFlush", Map.of("user", users), NOTHING_FOUND);
    }

    @Override
    public Outcome flushGroupCache() {
        return call("groupCacheFlush", Map.of(), NOTHING_ELSE);
    }

    @Override
    public Outcome kick(String user) {
        return call("kick", Map.of("mask", List.of(user)), NOTHING_FOUND);
    }

    @Override
    public Outcome createHome(UUID id, Place place, boolean adopt) {
        return home("homeCreate", Map.of("id", id.toString(), "place", place.toString(), "adopt", adopt));
    }

    @Override
    public Outcome moveHome(UUID id, Place from, Place to) {
        return home("homeMove", Map.of("id", id.toString(), "from", from.toString(), "to", to.toString()));
    }

    @Override
    public Outcome detachHome(UUID id, Place place) {
        return home("homeDetach", Map.of("id", id.toString(), "place", place.toString()));
    }

    @Override
    public Outcome parkHome(UUID id, Place place, String reason) {
        return home("homePark", Map.of("id", id.toString(), "place", place.toString(), "reason", reason));
    }

    @Override
    public Outcome buryHome(UUID id, Place place, String reason) {
        return home("homeBury", Map.of("id", id.toString(), "place", place.toString(), "reason", reason));
    }

    @Override
    public Outcome finishAdoption() {
        return home("homeAdopted", Map.of());
    }

    @Override
    public Outcome createFolder(UUID id, Place place, boolean adopt) {
        return home("homeCreate", Map.of("id", id.toString(), "place", place.toString(), "adopt", adopt, "bare", true));
    }

    @Override
    public Outcome prescribeRights(Place place, List<String> entries) {
        return home("folderAcl", Map.of("place", place.toString(), "entry", entries));
    }

    @Override
    public Outcome unsubscribeAll(List<String> mailboxes) {
        return home("folderUnsubscribe", Map.of("mailbox", mailboxes));
    }

    @Override
    public List<Home> homes() {
        return switch (client.call("homeList", Map.of())) {
            case AdminReply.Success success ->
                success.rows().stream()
                        .map(row -> new Home(
                                row.getOrDefault("state", ""),
                                row.getOrDefault("id", ""),
                                row.getOrDefault("place", ""),
                                row.getOrDefault("reason", "")))
                        .toList();
            case AdminReply.AdminError(String type, int code) ->
                throw new UncheckedIOException(new IOException("doveadm homeList: " + type + " " + code));
        };
    }

    /** These commands say in a row how they ended. */
    private Outcome home(String command, Map<String, ?> parameters) {
        try {
            return switch (client.call(command, parameters)) {
                case AdminReply.Success success ->
                    success.rows().stream()
                            .map(row -> outcome(command, row))
                            .filter(outcome -> !(outcome instanceof Outcome.Done))
                            .findFirst()
                            .orElseGet(Outcome.Done::new);
                case AdminReply.AdminError(String type, int code)
                when type.equals("exitCode") && code == TEMPORARY -> temporary(command);
                case AdminReply.AdminError(String type, int code) ->
                    new Outcome.Refused("doveadm " + command + ": " + type + " " + code);
            };
        } catch (UncheckedIOException failure) {
            return unavailable(command, failure);
        }
    }

    private static Outcome outcome(String command, Map<String, String> row) {
        String reason = row.getOrDefault("reason", "");
        return switch (row.getOrDefault("outcome", "")) {
            case "done", "nothing" -> new Outcome.Done();
            case "busy" -> new Outcome.Later(reason);
            case "refused" -> new Outcome.Refused(reason);
            default -> new Outcome.Refused("doveadm " + command + ": an outcome that is not known: " + row);
        };
    }

    /** @param fine exit code that is as good as success */
    private Outcome call(String command, Map<String, ?> parameters, int fine) {
        try {
            return switch (client.call(command, parameters)) {
                case AdminReply.Success _ -> new Outcome.Done();
                case AdminReply.AdminError(String type, int code)
                when type.equals("exitCode") && code == fine -> new Outcome.Done();
                case AdminReply.AdminError(String type, int code)
                when type.equals("exitCode") && code == TEMPORARY -> temporary(command);
                case AdminReply.AdminError(String type, int code) ->
                    new Outcome.Refused("doveadm " + command + ": " + type + " " + code);
            };
        } catch (UncheckedIOException failure) {
            return unavailable(command, failure);
        }
    }

    private static Outcome temporary(String command) {
        return new Outcome.Later("doveadm " + command + ": temporary failure, see the mail server's log");
    }

    private static Outcome unavailable(String command, UncheckedIOException failure) {
        return new Outcome.Unavailable(
                "doveadm " + command + ": " + failure.getCause().getMessage());
    }
}
