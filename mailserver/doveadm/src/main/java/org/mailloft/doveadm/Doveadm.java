package org.mailloft.doveadm;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.mailloft.doveadm.format.Column;
import org.mailloft.doveadm.format.Format;
import org.mailloft.doveadm.format.Formatter;

/** The {@code doveadm} command: reads its arguments, lets the server do the work, prints what comes back. */
public final class Doveadm {

    /** A command may be busy that long before it says anything. */
    private static final Duration PATIENCE = Duration.ofHours(1);

    private final Map<String, String> environment;

    /** @param environment {@code MAILLOFT_STATE} tells where the server keeps its socket, {@code USER} whose mail is meant */
    public Doveadm(Map<String, String> environment) {
        this.environment = environment;
    }

    public static void main(String[] args) {
        int code = new Doveadm(System.getenv()).execute(args, System.out, System.err);
        // there is nothing left to do at the end, and System.exit would set up a logger first
        Runtime.getRuntime().halt(code);
    }

    /** What may stand before the command; the commands themselves are in {@link CommandTable}. */
    public static picocli.CommandLine.Model.CommandSpec options() {
        return GlobalOptions.spec();
    }

    /** Runs one command; returns its exit code. Writes nothing but {@code out} and {@code err}. */
    public int execute(String[] args, OutputStream out, OutputStream err) {
        var errors = new PrintStream(err, true, StandardCharsets.UTF_8);
        try {
            var globals = GlobalOptions.parse(List.of(args));
            var spec = Help.find(globals.command());
            if (spec.isEmpty()) {
                errors.print(Help.usage(globals.command()));
                return ExitCode.USAGE;
            }
            var invocation = Invocation.parse(spec.get(), globals.command(), environment);
            return run(globals, invocation, new PrintStream(out, false, StandardCharsets.UTF_8), errors);
        } catch (BadUsage bad) {
            errors.println(bad.getMessage());
            return bad.exitCode();
        }
    }

    private int run(GlobalOptions globals, Invocation invocation, PrintStream out, PrintStream errors) {
        var socket = invocation.socket().or(globals::socket).orElseGet(this::defaultSocket);
        var format = globals.format().orElse(invocation.spec().format());
        var printer = new Printer(Formatter.of(format, out, globals.titles()), format, out, errors);
        try {
            int code =
                    AdminClient.connect(socket, PATIENCE).run(invocation.spec().words(), invocation.params(), printer);
            printer.end();
            return code;
        } catch (UncheckedIOException e) {
            errors.println("Fatal: " + reason(e.getCause(), socket));
            return ExitCode.TEMPORARY;
        } catch (IOException e) {
            errors.println("Fatal: cannot write output: " + e.getMessage());
            return ExitCode.TEMPORARY;
        } finally {
            out.flush();
        }
    }

    private Path defaultSocket() {
        var state = environment.getOrDefault("MAILLOFT_STATE", "");
        return state.isEmpty()
                ? Path.of("/run/mailloft/doveadm-server")
                : Path.of(state).resolve("run/doveadm-server");
    }

    private static String reason(IOException e, Path socket) {
        return switch (e) {
            case ConnectException _ -> "Mailloft is not running (nobody listens at " + socket + ")";
            case SocketException _
            when !Files.exists(socket) -> "Mailloft is not running (nobody listens at " + socket + ")";
            default -> "connection to " + socket + " failed: " + e.getMessage();
        };
    }

    /** Passes rows to the formatter, and the rest around it. */
    private record Printer(Formatter formatter, Format format, PrintStream out, PrintStream errors)
            implements RowStream.Listener {

        @Override
        public void columns(List<Column> columns) throws IOException {
            formatter.columns(columns);
        }

        @Override
        public void row(List<byte[]> values) throws IOException {
            formatter.row(values);
        }

        @Override
        public void text(String text) {
            if (format != Format.JSON) {
                out.print(text);
            }
        }

        @Override
        public void error(String line) {
            out.flush();
            errors.println(line);
        }

        void end() throws IOException {
            formatter.end();
        }
    }
}
