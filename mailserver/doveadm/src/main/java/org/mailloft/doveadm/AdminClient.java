package org.mailloft.doveadm;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.mailloft.doveadm.json.Json;
import org.mailloft.doveadm.json.JsonReader;

/**
 * Runs administration commands in the server, over its unix socket and {@code /doveadm/v1}. Any thread may use it; each
 * call has a connection of its own, so nothing is held between calls and a restarted server is found again.
 *
 * <p>Every method throws {@link UncheckedIOException} when the server is not there, does not answer in time or answers
 * something else than this protocol.
 */
public final class AdminClient {

    /** Octets of a reply that {@link #call} is ready to hold. */
    private static final int MAX_REPLY_OCTETS = 64 << 20;

    private static final String TAG = "c";

    private final Path socket;
    private final Duration patience;

    private AdminClient(Path socket, Duration patience) {
        this.socket = socket;
        this.patience = patience;
    }

    /** The server behind {@code socket}; waits at most a minute for it to say something. Does not connect yet. */
    public static AdminClient connect(Path socket) {
        return connect(socket, Duration.ofMinutes(1));
    }

    /** @param patience how long the server may be silent */
    public static AdminClient connect(Path socket, Duration patience) {
        return new AdminClient(socket, patience);
    }

    /**
     * Runs one command.
     *
     * @param command in words ({@code mailbox list}) or as the API spells it ({@code mailboxList})
     * @param params by their API names, such as {@code user} and {@code mailboxMask}: strings, booleans, integers and
     *     lists of strings
     */
    public AdminReply call(String command, Map<String, ?> params) {
        var request = Json.of(List.of(List.of(command, params, TAG))).toString();
        try (var exchange = post("/doveadm/v1", request)) {
            var body = new String(bounded(exchange.body()), StandardCharsets.UTF_8);
            if (exchange.status() != 200) {
                throw new IOException("HTTP status " + exchange.status() + ": " + body.strip());
            }
            return reply(Json.parse(body));
        } catch (JsonReader.Malformed e) {
            throw new UncheckedIOException(new IOException("the server's reply is not JSON: " + e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Runs one command and passes on its output while it runs, errors in words too. Only our own server knows this; it
     * runs commands of kind {@link CommandSpec.Kind#LOCAL} this way as well.
     *
     * @return the exit code
     */
    public int run(String command, Map<String, ?> params, RowStream.Listener listener) {
        var request = Json.of(List.of(List.of(command, params, TAG))).toString();
        try (var exchange = post(RowStream.PATH, request)) {
            if (exchange.status() != 200) {
                throw new IOException("HTTP status " + exchange.status());
            }
            return RowStream.read(new BufferedInputStream(exchange.body()), listener);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Posts JSON; the caller reads and closes the exchange. */
    HttpExchange post(String path, String json) throws IOException {
        return HttpExchange.post(UnixDomainSocketAddress.of(socket), patience, path, json);
    }

    private static byte[] bounded(InputStream body) throws IOException {
        var octets = body.readNBytes(MAX_REPLY_OCTETS + 1);
        if (octets.length > MAX_REPLY_OCTETS) {
            throw new IOException("the reply is longer than " + MAX_REPLY_OCTETS + " octets");
        }
        return octets;
    }

    /** {@code [["doveadmResponse", result, tag]]} or {@code [["error", {"type": .., "exitCode": ..}, tag]]}. */
    private static AdminReply reply(Json json) throws IOException {
        if (json instanceof Json.Arr(var replies)
                && replies.size() == 1
                && replies.getFirst() instanceof Json.Arr(var reply)
                && reply.size() == 3
                && reply.getFirst() instanceof Json.Str(var kind)) {
            if (kind.equals("doveadmResponse")) {
                return new AdminReply.Success(reply.get(1));
            }
            if (kind.equals("error")
                    && reply.get(1) instanceof Json.Obj(var error)
                    && error.get("type") instanceof Json.Str(var type)
                    && error.get("exitCode") instanceof Json.Num(var code)
                    && code.matches("[0-9]{1,4}")) {
                return new AdminReply.AdminError(type, Integer.parseInt(code));
            }
        }
        throw new IOException("the server's reply is not one of the doveadm API");
    }
}
