package org.mailloft.admin.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.mailloft.admin.AdminCommands;
import org.mailloft.admin.AdminFailure;
import org.mailloft.admin.Output;
import org.mailloft.admin.Params;
import org.mailloft.doveadm.CommandSpec;
import org.mailloft.doveadm.CommandTable;
import org.mailloft.doveadm.ExitCode;
import org.mailloft.doveadm.RowStream;
import org.mailloft.doveadm.json.Json;
import org.mailloft.net.Connection;
import org.mailloft.net.OctetInput;
import org.mailloft.net.SessionHandler;
import org.mailloft.net.SessionLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves {@code doveadm} commands over HTTP/1.1. Requests of one connection are answered one after the other, and
 * commands of one request run one after the other.
 */
public final class HttpApi implements SessionHandler {

    private static final Logger LOGGER = LoggerFactory.getLogger(HttpApi.class);
    private static final Duration IDLE = Duration.ofMinutes(1);
    private static final String API = "/doveadm/v1";
    private static final byte[] METHODS = """
            [
            {"method":"OPTIONS","path":"*"},
            {"method":"GET","path":"/"},
            {"method":"GET","path":"/doveadm/v1"},
            {"method":"POST","path":"/doveadm/v1"}
            ]""".getBytes(StandardCharsets.US_ASCII);

    private final AdminCommands commands;
    private final Access access;
    private final Clock clock;
    /** Of the configuration after this one, once there is one. */
    private volatile HttpApi successor;

    public HttpApi(AdminCommands commands, AdminSettings settings, Clock clock) {
        this.commands = commands;
        this.access = new Access(settings);
        this.clock = clock;
    }

    /** Lets another one answer all requests from now on, also those of connections that are open. */
    public void handOver(HttpApi other) {
        successor = other;
    }

    private HttpApi inForce() {
        var api = this;
        for (var next = successor; next != null; next = api.successor) {
            api = next;
        }
        return api;
    }

    @Override
    public void serve(Connection connection) {
        var log = new SessionLog(LOGGER, "doveadm(" + connection.peer().remoteIp() + ")");
        var reader = new HttpReader(new OctetInput(connection, IDLE));
        var writer = new HttpWriter(connection, clock);
        try {
            boolean open = true;
            while (open) {
                var request = reader.request();
                inForce().answer(request, connection, writer, log);
                open = request.keepAlive();
            }
        } catch (BadRequest bad) {
            var text = bad.getMessage() + "\r\n";
            writer.respond(
                    bad.status(), bad.getMessage(), HttpWriter.TEXT, text.getBytes(StandardCharsets.US_ASCII), false);
        } catch (OctetInput.Ended _) {
            // nothing to be said: no request is open
        }
        connection.flush();
    }

    private void answer(HttpRequest request, Connection connection, HttpWriter writer, SessionLog log) {
        if (request.method().equals("OPTIONS")) {
            writer.head(200, "OK", """
                    Access-Control-Allow-Origin: *
                    Access-Control-Allow-Methods: GET, POST, OPTIONS
                    Access-Control-Allow-Request-Headers: Content-Type, X-API-Key, Authorization
                    Access-Control-Allow-Headers: Content-Type, WWW-Authenticate
                    Content-Length: 0""".replace("\n", "\r\n"), request.keepAlive());
        } else if (!access.isGranted(connection.peer(), request)) {
            refuse(request, writer, log);
        } else {
            switch (request.method() + " " + request.path()) {
                case "GET /" -> respond(writer, request, METHODS);
                case "GET " + API -> respond(writer, request, commandList().getBytes(StandardCharsets.UTF_8));
                case "POST " + API -> execute(request, writer, log);
                case "POST " + RowStream.PATH -> stream(request, writer, log);
                default -> notFound(request, writer);
            }
        }
    }

    private void refuse(HttpRequest request, HttpWriter writer, SessionLog log) {
        var scheme = request.field("authorization").replaceFirst(" .*", "");
        log.error("Invalid authentication attempt to HTTP API"
                + (scheme.isEmpty() ? "" : " (using " + scheme + " authentication scheme)"));
        writer.head(401, "Authentication required", access.challenges() + "Content-Length: 0", request.keepAlive());
    }

    private static void notFound(HttpRequest request, HttpWriter writer) {
        var text = request.method().equals("HEAD") ? "" : "Path Not Found\r\n";
        writer.respond(
                404, "Path Not Found", HttpWriter.TEXT, text.getBytes(StandardCharsets.US_ASCII), request.keepAlive());
    }

    private static void respond(HttpWriter writer, HttpRequest request, byte[] json) {
        writer.respond(200, "OK", HttpWriter.JSON, json, request.keepAlive());
    }

    /** All commands with their parameters. */
    private static String commandList() {
        var list = new StringBuilder("[");
        for (var spec : CommandTable.ALL) {
            if (spec.kind() == CommandSpec.Kind.LOCAL) {
                continue;
            }
            list.append(list.length() == 1 ? "" : ",");
            list.append("\n\t{\"command\":\"").append(spec.apiName()).append("\", \"parameters\":[");
            for (int i = 0; i < spec.params().size(); i++) {
                var param = spec.params().get(i);
                list.append(i == 0 ? "" : ",");
                list.append("\n\t\t{\"name\":\"").append(param.name());
                list.append("\",\"type\":\"").append(param.type().wireName()).append("\"}");
            }
            list.append(spec.params().isEmpty() ? "" : "\n\t").append("]}");
        }
        return list.append("\n]").toString();
    }

    /** The API of Dovecot: commands in, results and errors out. */
    private void execute(HttpRequest request, HttpWriter writer, SessionLog log) {
        try (var spool = new Spool()) {
            var requests = ApiRequest.parse(HttpReader.text(request.content()));
            write(spool, "[");
            for (int i = 0; i < requests.size(); i++) {
                write(spool, i == 0 ? "" : ",");
                execute(requests.get(i), spool, log);
            }
            write(spool, "]");
            writer.respond(HttpWriter.JSON, spool.length(), spool.content(), request.keepAlive());
        } catch (ApiRequest.Malformed malformed) {
            var text = malformed.getMessage() + "\r\n";
            writer.respond(
                    400, "Bad Request", HttpWriter.TEXT, text.getBytes(StandardCharsets.UTF_8), request.keepAlive());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void execute(ApiRequest request, Spool spool, SessionLog log) throws IOException {
        var tag = new Json.Str(request.tag()) + "]";
        var spec = CommandTable.named(request.command())
                .filter(commands::knows)
                .filter(known -> known.kind() != CommandSpec.Kind.LOCAL);
        if (spec.isEmpty()) {
            write(spool, error("unknownMethod", 0) + tag);
            return;
        }
        try (var answer = new Spool()) {
            var output = new JsonOutput(answer, log);
            int code = run(spec.get(), request, output, log);
            output.end();
            if (code == ExitCode.OK) {
                write(spool, "[\"doveadmResponse\",");
                answer.content().transferTo(spool);
                write(spool, "," + tag);
            } else {
                write(spool, error("exitCode", code) + tag);
            }
        } catch (Params.UnknownParam _) {
            write(spool, error("invalidRequest", 0) + tag);
        }
    }

    private static String error(String type, int exitCode) {
        return "[\"error\",{\"type\":\"" + type + "\", \"exitCode\":" + exitCode + "},";
    }

    /** Our own command line: one command, whose output goes out while it runs. */
    private void stream(HttpRequest request, HttpWriter writer, SessionLog log) {
        ApiRequest command;
        Optional<CommandSpec> spec;
        try {
            command = ApiRequest.parse(HttpReader.text(request.content())).getFirst();
            spec = CommandTable.named(command.command()).filter(commands::knows);
        } catch (ApiRequest.Malformed | NoSuchElementException _) {
            throw new BadRequest(400, "Bad Request");
        }
        try (var out = writer.chunks(RowStream.MEDIA_TYPE, request.keepAlive())) {
            var output = new RowOutput(out);
            if (spec.isEmpty()) {
                output.error("Fatal: The server does not know this command");
                output.end(ExitCode.USAGE);
            } else {
                output.end(runForStream(spec.get(), command, output, log));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int runForStream(CommandSpec spec, ApiRequest request, RowOutput output, SessionLog log) {
        try {
            return run(spec, request, output, log);
        } catch (Params.UnknownParam unknown) {
            output.error("Fatal: The server does not know this command's parameters: " + unknown.getMessage());
            return ExitCode.USAGE;
        }
    }

    private int run(CommandSpec spec, ApiRequest request, Output output, SessionLog log) {
        var user = request.params().get("user") instanceof Json.Str(var name) && spec.kind() == CommandSpec.Kind.MAIL
                ? " as '" + name + "'"
                : "";
        log.info("Executing command '" + spec.words() + "'" + user);
        try {
            return commands.run(spec, Params.of(spec, request.params()), output);
        } catch (AdminFailure failure) {
            output.error(failure.getMessage());
            return failure.exitCode();
        }
    }

    private static void write(Spool spool, String text) throws IOException {
        spool.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
