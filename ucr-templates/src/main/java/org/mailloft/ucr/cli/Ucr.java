package org.mailloft.ucr.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mailloft.ucr.BadKey;

/** The {@code ucr} command: options of its own, a verb, what belongs to the verb. */
public final class Ucr {

    private final Map<String, String> environment;
    private final InstantSource clock;

    /** @param environment see {@link Host#of} */
    public Ucr(Map<String, String> environment, InstantSource clock) {
        this.environment = environment;
        this.clock = clock;
    }

    public static void main(String[] args) {
        // not System.out: what it writes depends on the locale, which a cron job does not have
        var out = new FileOutputStream(FileDescriptor.out);
        var err = new PrintStream(new FileOutputStream(FileDescriptor.err), false, StandardCharsets.UTF_8);
        int code = new Ucr(System.getenv(), InstantSource.system())
                .execute(List.of(args), new FileInputStream(FileDescriptor.in), out, err);
        // there is nothing left to do at the end, and System.exit would set up a logger first
        Runtime.getRuntime().halt(code);
    }

    /** Runs one command; returns its exit code. */
    public int execute(List<String> args, InputStream in, OutputStream out, PrintStream err) {
        var output = new Output(out);
        int code = guarded(args, in, new PrintStream(output, false, StandardCharsets.UTF_8), err);
        if (code == ExitCode.OK && output.failure().isPresent()) {
            err.print("E: standard output: " + output.failure().get().getMessage() + "\n");
            err.flush();
            return ExitCode.FAILED;
        }
        return code;
    }

    private int guarded(List<String> args, InputStream in, PrintStream out, PrintStream err) {
        boolean debug = args.contains("--debug");
        try {
            return run(args, in, out, err);
        } catch (BadUsage e) {
            err.print("E: " + e.getMessage() + "\n");
            switch (e.advice()) {
                case NOTHING -> {}
                case HINT -> err.print(Help.HINT);
            }
            return ExitCode.FAILED;
        } catch (BadKey e) {
            err.print(e.getMessage() + "\n");
            return ExitCode.FAILED;
        } catch (IOException e) {
            return failed(e, debug, err);
        } catch (UncheckedIOException e) {
            return failed(e.getCause(), debug, err);
        } catch (StackOverflowError e) {
            // java.util.regex goes one call deeper for each character that a group with a choice has taken
            return failed(new IOException("a value is too long for the regular expression", e), debug, err);
        } catch (RuntimeException e) {
            return failed(new IOException("this is a mistake in ucr itself: " + e, e), debug, err);
        } finally {
            out.flush();
            err.flush();
        }
    }

    private static int failed(IOException e, boolean debug, PrintStream err) {
        if (debug) {
            e.printStackTrace(err);
        }
        err.print("E: " + reason(e) + "\nE: your request could not be fulfilled\n" + Help.HINT);
        return ExitCode.FAILED;
    }

    private int run(List<String> args, InputStream in, PrintStream out, PrintStream err) throws IOException {
        var global = globalOptions(args);
        if (global.value("--root").filter(String::isEmpty).isPresent()) {
            // an unset variable of a script must not make the current folder the root
            throw new BadUsage("option --root expects an argument", BadUsage.Advice.HINT);
        }
        if (global.has("--help")) {
            out.print(Help.TEXT);
            return ExitCode.OK;
        }
        if (global.has("--version")) {
            out.print("univention-config-registry " + Help.version() + "\n");
            return ExitCode.OK;
        }
        if (global.words().isEmpty()) {
            out.print(Help.TEXT);
            return ExitCode.OK;
        }
        var verb = global.words().getFirst();
        var action = Actions.named(verb).orElseThrow(() -> unknownAction(verb));
        var filters = filters(global, action, verb);
        var arguments =
                arguments(action, verb, global.words().subList(1, global.words().size()), filters);
        return action.run(arguments, Host.of(global.value("--root"), environment, clock, in, out, err));
    }

    private static Arguments globalOptions(List<String> args) {
        var options = List.of(
                Option.flag("--help", "-h", "-?"),
                Option.flag("--version", "-v"),
                Option.flag("--debug"),
                Option.flag("--keys-only"),
                Option.flag("--sort"),
                Option.flag("--shell"),
                Option.text("--root"));
        try {
            return Arguments.parse(options, "-", args, Set.of());
        } catch (Arguments.BadOption e) {
            throw e.isKnown()
                    ? new BadUsage("option " + e.getMessage() + " expects an argument", BadUsage.Advice.HINT)
                    : new BadUsage("unknown option " + e.getMessage(), BadUsage.Advice.HINT);
        }
    }

    private static BadUsage unknownAction(String verb) {
        return new BadUsage("unknown action \"" + verb + "\", see --help", BadUsage.Advice.NOTHING);
    }

    private static Set<Filter> filters(Arguments global, Action action, String verb) {
        var filters = new HashSet<Filter>();
        for (var filter : Filter.values()) {
            if (global.has("--" + filter.option())) {
                if (!action.filters().contains(filter)) {
                    throw new BadUsage(
                            "invalid option --" + filter.option() + " for command " + verb, BadUsage.Advice.NOTHING);
                }
                filters.add(filter);
            }
        }
        return filters;
    }

    private static Arguments arguments(Action action, String verb, List<String> args, Set<Filter> filters) {
        try {
            var arguments = Arguments.parse(action.options(), "--", args, filters);
            if (arguments.words().size() < action.leastArguments()) {
                throw new BadUsage("too few arguments for command [" + verb + "]", BadUsage.Advice.HINT);
            }
            return arguments;
        } catch (Arguments.BadOption e) {
            throw new BadUsage(
                    e.isKnown()
                            ? "option " + e.getMessage() + " for command " + verb + " expects an argument"
                            : "invalid option " + e.getMessage() + " for command " + verb,
                    BadUsage.Advice.NOTHING);
        }
    }

    private static String reason(IOException e) {
        return switch (e) {
            case AccessDeniedException denied -> denied.getFile() + ": Permission denied";
            case NoSuchFileException missing -> missing.getFile() + ": No such file or directory";
            case FileSystemException other when other.getReason() != null -> other.getFile() + ": " + other.getReason();
            default -> Optional.ofNullable(e.getMessage()).orElseGet(e::toString);
        };
    }
}
