package org.mailloft.listener.control;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.mailloft.doveadm.AdminCall;
import org.mailloft.doveadm.AdminClient;
import org.mailloft.doveadm.AdminReply;
import org.mailloft.listener.state.Place;

/** Drives the mail server by its administration commands. */
public final class DoveadmControl implements MailServerControl, FolderControl {

    private static final String FLUSH = "authCacheFlush";
    private static final String CREATE = "homeCreate";
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
        return call(FLUSH, Map.of("user", users), NOTHING_FOUND);
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
        return home(CREATE, creation(id, place, adopt));
    }

    @Override
    public Outcome createMailbox(List<String> users, UUID id, Place place, boolean adopt) {
        var calls =
                List.of(new AdminCall(FLUSH, Map.of("user", users)), new AdminCall(CREATE, creation(id, place, adopt)));
        return run(calls, replies -> {
            Outcome flushed = ofCode(FLUSH, replies.getFirst(), NOTHING_FOUND);
            return flushed instanceof Outcome.Done ? ofRows(CREATE, replies.getLast()) : flushed;
        });
    }

    private static Map<String, Object> creation(UUID id, Place place, boolean adopt) {
        return Map.of("id", id.toString(), "place", place.toString(), "adopt", adopt);
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
        return home(CREATE, Map.of("id", id.toString(), "place", place.toString(), "adopt", adopt, "bare", true));
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
        return run(List.of(new AdminCall(command, parameters)), replies -> ofRows(command, replies.getFirst()));
    }

    private static Outcome ofRows(String command, AdminReply reply) {
        return switch (reply) {
            case AdminReply.Success success ->
                success.rows().stream()
                        .map(row -> outcome(command, row))
                        .filter(outcome -> !(outcome instanceof Outcome.Done))
                        .findFirst()
                        .orElseGet(Outcome.Done::new);
            case AdminReply.AdminError error -> failure(command, error);
        };
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
        return run(List.of(new AdminCall(command, parameters)), replies -> ofCode(command, replies.getFirst(), fine));
    }

    private static Outcome ofCode(String command, AdminReply reply, int fine) {
        return switch (reply) {
            case AdminReply.Success _ -> new Outcome.Done();
            case AdminReply.AdminError(String type, int code)
            when type.equals("exitCode") && code == fine -> new Outcome.Done();
            case AdminReply.AdminError error -> failure(command, error);
        };
    }

    /** All in one request. */
    private Outcome run(List<AdminCall> calls, Function<List<AdminReply>, Outcome> meaning) {
        try {
            return meaning.apply(client.call(calls));
        } catch (UncheckedIOException failure) {
            return new Outcome.Unavailable("doveadm " + calls.getLast().command() + ": "
                    + failure.getCause().getMessage());
        }
    }

    private static Outcome failure(String command, AdminReply.AdminError error) {
        return error.type().equals("exitCode") && error.exitCode() == TEMPORARY
                ? new Outcome.Later("doveadm " + command + ": temporary failure, see the mail server's log")
                : new Outcome.Refused("doveadm " + command + ": " + error.type() + " " + error.exitCode());
    }
}
