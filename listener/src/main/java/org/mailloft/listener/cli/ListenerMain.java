package org.mailloft.listener.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.mailloft.listener.Listener;
import org.mailloft.listener.MailHost;
import org.mailloft.listener.Offline;
import org.mailloft.listener.console.Answer;
import org.mailloft.listener.console.ConsoleClient;
import org.mailloft.systemd.ServiceManager;
import org.mailloft.systemd.Watchdog;
import org.mailloft.ucr.ShareFolder;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mailloft-listener}: the listener as a program of its own, and the commands to look after a running one. */
@Command(
        name = "mailloft-listener",
        mixinStandardHelpOptions = true,
        scope = CommandLine.ScopeType.INHERIT,
        description = "Keeps the mail server as the directory wants it.")
public final class ListenerMain {

    private static final int EX_USAGE = 64;
    private static final int EX_UNAVAILABLE = 69;
    private static final int EX_CONFIG = 78;

    @Option(
            names = "-c",
            paramLabel = "FILE",
            scope = CommandLine.ScopeType.INHERIT,
            description = "Settings of the listener (default: ${DEFAULT-VALUE}).",
            defaultValue = "/etc/mailloft/listener.conf")
    private Path file;

    private final PrintStream out;
    private final PrintStream err;

    ListenerMain(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    public static void main(String[] arguments) {
        // before the first logger: without a configuration Logback says all it is told, also what LDAP carries
        System.setProperty("logback.configurationFile", "org/mailloft/listener/cli/log.xml");
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        var err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        int code = new ListenerMain(out, err).execute(arguments);
        if (code != 0) {
            System.exit(code);
        }
    }

    int execute(String... arguments) {
        return new CommandLine(this)
                .setOut(new java.io.PrintWriter(out, true))
                .setErr(new java.io.PrintWriter(err, true))
                .setExitCodeExceptionMapper(_ -> EX_UNAVAILABLE)
                .setExecutionExceptionHandler((failure, _, _) -> explain(failure))
                .setParameterExceptionHandler((wrong, _) -> usage(wrong))
                .execute(arguments);
    }

    @Command(description = "Follows the directory until it is told to end.")
    int run() throws IOException {
        ListenerFile settings = ListenerFile.read(file);
        var ended = new CountDownLatch(1);
        var manager = ServiceManager.of(System.getenv(), ProcessHandle.current().pid());
        try (var listener = Listener.start(settings.settings(), host(settings));
                var _ = Watchdog.start(manager, listener::status, trouble -> err.println("Error: " + trouble))) {
            var main = Thread.currentThread();
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
                manager.stopping();
                ended.countDown();
                awaitEnd(main);
            }));
            manager.ready("following " + settings.settings().base());
            out.println("ready");
            ended.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }

    @Command(description = "Says how the listener is doing.")
    int status() throws IOException {
        return ask("status");
    }

    @Command(
            description = "Says what would be done, also before the listener runs for the first time. Changes nothing.")
    int plan() throws IOException {
        ListenerFile settings = ListenerFile.read(file);
        var answer = ConsoleClient.ask(settings.settings().stateFolder(), "plan");
        if (answer.isPresent()) {
            return print(answer.get());
        }
        out.print(offline(settings).plan());
        return 0;
    }

    @Command(
            description = "Compares what the directory wants with the homes that the mail server has. Changes nothing.")
    int diff() throws IOException {
        ListenerFile settings = ListenerFile.read(file);
        var answer = ConsoleClient.ask(settings.settings().stateFolder(), "diff");
        if (answer.isPresent()) {
            return print(answer.get());
        }
        out.print(offline(settings).diff());
        return 0;
    }

    @Command(description = "Tries again what is not done: everything, or one object.")
    int retry(
            @Parameters(paramLabel = "OBJECT", arity = "0..1", description = "Its DN or entryUUID.") String object,
            @Option(names = "--guarded", description = "Let go what is held back because it is too much at once.")
                    boolean guarded)
            throws IOException {
        return ask("retry " + (guarded ? "--guarded" : object == null ? "" : object.replace('\n', ' ')));
    }

    @Command(description = "Reads the whole directory again.")
    int resync() throws IOException {
        return ask("resync");
    }

    @Command(description = "Notes changes and does nothing, until resume; also after a restart.")
    int pause() throws IOException {
        return ask("pause");
    }

    @Command(description = "Ends a pause.")
    int resume() throws IOException {
        return ask("resume");
    }

    private int ask(String line) throws IOException {
        var answer = ConsoleClient.ask(ListenerFile.read(file).settings().stateFolder(), line);
        return print(answer.orElse(new Answer(EX_UNAVAILABLE, "mailloft-listener: not running\n")));
    }

    private int print(Answer answer) {
        (answer.exitCode() == 0 ? out : err).print(answer.text());
        return answer.exitCode();
    }

    private static Offline offline(ListenerFile file) throws IOException {
        return Offline.read(file.settings(), host(file));
    }

    private static MailHost host(ListenerFile file) {
        return MailHost.over(file.mailServerSocket(), file.registryRoot(), ShareFolder.locate(System.getenv()));
    }

    private int explain(Exception failure) throws Exception {
        return switch (failure) {
            case IllegalArgumentException wrong -> fail(wrong.getMessage(), EX_CONFIG);
            case NoSuchFileException missing -> fail(missing.getMessage() + " does not exist", EX_UNAVAILABLE);
            case IOException broken -> fail(broken.getMessage(), EX_UNAVAILABLE);
            case UncheckedIOException broken -> fail(broken.getCause().getMessage(), EX_UNAVAILABLE);
            case org.mailloft.directory.DirectoryUnavailable away -> fail(away.getMessage(), EX_UNAVAILABLE);
            case org.mailloft.directory.DirectoryFailure refused -> fail(refused.getMessage(), EX_UNAVAILABLE);
            default -> throw failure;
        };
    }

    private int fail(String sentence, int code) {
        err.println("mailloft-listener: " + sentence);
        return code;
    }

    private int usage(CommandLine.ParameterException wrong) {
        err.println("mailloft-listener: " + wrong.getMessage());
        wrong.getCommandLine().usage(err);
        return EX_USAGE;
    }

    private static void awaitEnd(Thread main) {
        try {
            main.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
