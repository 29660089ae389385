package org.mailloft.doveadm;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.mailloft.doveadm.json.Json;
import org.mailloft.doveadm.json.JsonReader;

/**
 * Runs administration commands in the server, over its unix socket and {@code /doveadm/v1}. Any thread may use it.
 * Connections are used again while the server keeps them open; a restarted server is found again.
 *
 * <p>Every method throws {@link UncheckedIOException} when the server is not there, does not answer in time or answers
 * something else than this protocol.
 */
public final class AdminClient {

    /** Octets of a reply that {@link #call} is ready to hold. */
    private static final int MAX_REPLY_OCTETS = 64 << 20;

    private static final String API = "/doveadm/v1";
    private static final String TAG = "c";

    private final Path socket;
    private final Duration patience;
    private final LastingConnections connections;

    private AdminClient(Path socket, Duration patience) {
        this.socket = socket;
        this.patience = patience;
        this.connections = new LastingConnections(UnixDomainSocketAddress.of(socket), patience);
    }

    /** The server behind {@code socket}; waits at most a minute for it to say something. Does not connect yet. */
    public static AdminClient connect(Path socket) {
        return connect(socket, Duration.ofMinutes(1));
    }

    /** @param patience how long the server may be silent */
    public static AdminClient connect(Path socket, Duration patience) {
        return new AdminClient(socket, patience);
    }

    /** Runs one command; the parameters are those of {@link AdminCall}. */
    public AdminReply call(String command, Map<String, ?> params) {
        return call(List.of(new AdminCall(command, params))).getFirst();
    }

    /**
     * Runs commands one after the other, each whatever came of those before it.
     *
     * @return as many replies, in the same order
     */
    public List<AdminReply> call(List<AdminCall> calls) {
        var request = Json.of(calls.stream()
                        .map(call -> List.of(call.command(), call.params(), TAG))
                        .toList())
                .toString();
        try {
            return replies(Json.parse(exchange(request)), calls.size());
        } catch (JsonReader.Malformed e) {
            throw new UncheckedIOException(new IOException("the server's reply is not JSON: " + e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String exchange(String request) throws IOException {
        var connection = connections.take();
        boolean reusable = false;
        try {
            var exchange = HttpExchange.post(connection, API, request);
            var body = new String(bounded(exchange.body()), StandardCharsets.UTF_8);
            reusable = exchange.isLasting();
            if (exchange.status() != 200) {
                throw new IOException("HTTP status " + exchange.status() + ": " + body.strip());
            }
            return body;
        } finally {
            if (reusable) {
                connections.giveBack(connection);
            } else {
                connection.close();
            }
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
        try (var exchange = HttpExchange.post(UnixDomainSocketAddress.of(socket), patience, RowStream.PATH, request)) {
            if (exchange.status() != 200) {
                throw new IOException("HTTP status " + exchange.status());
            }
            return RowStream.read(new BufferedInputStream(exchange.body()), listener);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bounded(InputStream body) throws IOException {
        var octets = body.readNBytes(MAX_REPLY_OCTETS + 1);
        if (octets.length > MAX_REPLY_OCTETS) {
            throw new IOException("the reply is longer than " + MAX_REPLY_OCTETS + " octets");
        }
        return octets;
    }

    private static List<AdminReply> replies(Json json, int count) throws IOException {
        if (!(json instanceof Json.Arr(var elements)) || elements.size() != count) {
            throw notTheApi();
        }
        var replies = new ArrayList<AdminReply>();
        for (var element : elements) {
            replies.add(reply(element));
        }
        return List.copyOf(replies);
    }

    /** {@code ["doveadmResponse", result, tag]} or {@code ["error", {"type": .., "exitCode": ..}, tag]}. */
    private static AdminReply reply(Json json) throws IOException {
        if (json instanceof Json.Arr(var reply)
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
        throw notTheApi();
    }

    private static IOException notTheApi() {
        return new IOException("the server's reply is not one of the doveadm API");
    }
}
