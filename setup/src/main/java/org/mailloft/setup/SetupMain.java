package org.mailloft.setup;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.mailloft.directory.DirectoryFailure;
import org.mailloft.directory.DirectoryUnavailable;
import org.mailloft.setup.host.SetupFailure;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mailloft-setup}: makes a mail server of a host on which the packages are installed. Needs root. */
@Command(
        name = "mailloft-setup",
        mixinStandardHelpOptions = true,
        description = "Sets up this host as a mail server: names, certificate, directory, registry.",
        footer = {"", "May be run again at any time: what is there stays as it is."})
public final class SetupMain implements java.util.concurrent.Callable<Integer> {

    private static final int EX_USAGE = 64;
    private static final int FAILED = 1;

    @Option(names = "--auto", description = "Do what can be done without asking. The packages call it.")
    private boolean auto;

    @Option(names = "--fqdn", paramLabel = "NAME", description = "Full name of this host.")
    private String fqdn;

    @Option(names = "--mail-domain", paramLabel = "DOMAIN", description = "First mail domain of a new directory.")
    private String mailDomain;

    @Option(names = "--admin", paramLabel = "ADDRESS", description = "Who gets mail to root and postmaster.")
    private String administrator;

    private final PrintStream out;
    private final PrintStream err;

    SetupMain(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    public static void main(String[] arguments) {
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        var err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        int code = new SetupMain(out, err).execute(arguments);
        if (code != 0) {
            System.exit(code);
        }
    }

    int execute(String... arguments) {
        return new CommandLine(this)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setExecutionExceptionHandler((failure, _, _) -> explain(failure))
                .setParameterExceptionHandler((wrong, _) -> usage(wrong))
                .execute(arguments);
    }

    @Override
    public Integer call() {
        if (!auto) {
            out.println("Nothing to do: say --auto, or see --help.");
            return EX_USAGE;
        }
        new FirstSetup(out::println)
                .auto(new FirstSetup.Choices(
                        Optional.ofNullable(fqdn),
                        Optional.ofNullable(mailDomain),
                        Optional.ofNullable(administrator)));
        return 0;
    }

    private int explain(Exception failure) throws Exception {
        return switch (failure) {
            case SetupFailure known -> fail(known.getMessage());
            case DirectoryFailure refused -> fail("The directory refuses: " + refused.getMessage());
            case DirectoryUnavailable away -> fail("The directory cannot be reached: " + away.getMessage());
            case java.io.UncheckedIOException broken -> fail(broken.getCause().toString());
            default -> throw failure;
        };
    }

    private int fail(String sentence) {
        err.println("mailloft-setup: " + sentence);
        return FAILED;
    }

    private int usage(CommandLine.ParameterException wrong) {
        err.println("mailloft-setup: " + wrong.getMessage());
        wrong.getCommandLine().usage(err);
        return EX_USAGE;
    }
}
