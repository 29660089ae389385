package org.mailloft.setup;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.mailloft.directory.DirectoryFailure;
import org.mailloft.directory.DirectoryUnavailable;
import org.mailloft.directory.Dn;
import org.mailloft.directory.SchemaFile;
import org.mailloft.setup.host.SetupFailure;
import org.mailloft.setup.host.Turn;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mailloft-setup}: makes a mail server of a host on which the packages are installed. Needs root. */
@Command(
        name = "mailloft-setup",
        mixinStandardHelpOptions = true,
        description = "Sets up this host as a mail server: names, certificate, directory, registry.",
        footer = {"", "May be run again at any time: what is there stays as it is."})
public final class SetupMain implements Callable<Integer> {

    private static final int EX_USAGE = 64;
    private static final int FAILED = 1;
    private static final Path TURN = Path.of("/run/mailloft-setup.lock");

    @ArgGroup(multiplicity = "1")
    private Task task;

    @Option(names = "--fqdn", paramLabel = "NAME", description = "With --auto: full name of this host.")
    private String fqdn;

    @Option(
            names = "--mail-domain",
            paramLabel = "DOMAIN",
            description = "With --auto: first mail domain of a new directory (default: the domain of the host).")
    private String mailDomain;

    @Option(
            names = "--admin",
            paramLabel = "ADDRESS",
            description = "With --auto: who gets mail to root and postmaster.")
    private String administrator;

    /** What to do. */
    private static final class Task {
        @Option(
                names = "--auto",
                description = "Do what can be done without asking: name, certificate, and a directory in this host's"
                        + " slapd if it is empty. The packages call it.")
        private boolean auto;

        @Option(names = "--status", description = "Say how this host is set up and whether that works.")
        private boolean status;

        @Option(
                names = "--renew",
                description = "Renew certificates of this host's own authority that end within 30 days, with services"
                        + " using them at once. mailloft-setup.timer calls it every week.")
        private boolean renewal;

        @Option(
                names = "--print-schema",
                description = "Print the mail schema as LDIF, to be added to the cn=config of a slapd.")
        private boolean schema;

        @ArgGroup(exclusive = false, heading = "Use a directory that is there:%n")
        private JoinOptions join;
    }

    private static final class JoinOptions {
        @Option(
                names = "--ldap-uri",
                required = true,
                paramLabel = "URI",
                description = "ldap://HOST (with StartTLS) or ldaps://HOST; several are tried in this order.")
        private List<URI> uris;

        @Option(names = "--base", required = true, paramLabel = "DN", description = "Its topmost entry.")
        private String base;

        @Option(names = "--bind-dn", required = true, paramLabel = "DN", description = "Our account there.")
        private String bindDn;

        @Option(
                names = "--secret-file",
                paramLabel = "FILE",
                description = "File whose first line is the password of the account, - for standard input"
                        + " (default: ask).")
        private String secretFile;

        @Option(
                names = "--ca-file",
                paramLabel = "FILE",
                description = "Certificates of the authorities to trust (default: those of the domain or the system).")
        private Path authorities;

        @Option(names = "--no-starttls", description = "Plain connections, for a directory on this host only.")
        private boolean isPlain;
    }

    private final PrintStream out;
    private final PrintStream err;

    /** The command as it is run. */
    SetupMain() {
        this(
                new PrintStream(System.out, true, StandardCharsets.UTF_8),
                new PrintStream(System.err, true, StandardCharsets.UTF_8));
    }

    SetupMain(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    public static void main(String[] arguments) {
        // nobody has to know what the libraries log, or that they have nowhere to log to
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        System.setProperty("logback.configurationFile", "org/mailloft/setup/log.xml");
        int code = new SetupMain().execute(arguments);
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
    public Integer call() throws IOException {
        if (!task.auto && Stream.of(fqdn, mailDomain, administrator).anyMatch(Objects::nonNull)) {
            throw new CommandLine.ParameterException(
                    new CommandLine(this), "--fqdn, --mail-domain and --admin go with --auto only");
        }
        Consumer<String> news = out::println;
        if (task.status) {
            return new Status(new HostRegistry(), news).print() ? 0 : FAILED;
        }
        if (task.schema) {
            out.print(SchemaFile.ucsMail().toConfigLdif("mail"));
            return 0;
        }
        var target = task.join == null ? Optional.<Join.Target>empty() : Optional.of(target(task.join));
        try (var _ = Turn.await(TURN, news)) {
            if (task.renewal) {
                var registry = new HostRegistry();
                var certificates = new HostCertificate(registry, Clock.systemUTC());
                new Renewal(registry, certificates, new HostServices(registry, news), news).run();
            } else if (target.isPresent()) {
                new Join(new HostRegistry(), news).run(target.get());
            } else {
                new FirstSetup(news).auto(choices());
            }
        }
        return 0;
    }

    private FirstSetup.Choices choices() {
        return new FirstSetup.Choices(
                Optional.ofNullable(fqdn), Optional.ofNullable(mailDomain), Optional.ofNullable(administrator));
    }

    private static Join.Target target(JoinOptions options) throws IOException {
        for (URI uri : options.uris) {
            if (uri.getHost() == null || !List.of("ldap", "ldaps").contains(uri.getScheme())) {
                throw new SetupFailure("\"" + uri + "\" is not of the form ldap://HOST or ldaps://HOST.");
            }
        }
        requireName(options.base);
        requireName(options.bindDn);
        return new Join.Target(
                options.uris,
                options.base,
                options.bindDn,
                secret(options.secretFile, options.bindDn),
                Optional.ofNullable(options.authorities),
                options.isPlain);
    }

    private static void requireName(String dn) {
        try {
            Dn.normalized(dn);
        } catch (IllegalArgumentException _) {
            throw new SetupFailure(
                    "\"" + dn + "\" is not the name of an entry, which is like cn=mail,dc=example,dc=org.");
        }
    }

    private static String secret(String file, String bindDn) throws IOException {
        if (file == null) {
            var console = System.console();
            if (console == null || !console.isTerminal()) {
                throw new SetupFailure("There is nobody to ask for the password: name a file with --secret-file.");
            }
            return new String(console.readPassword("Password of %s: ", bindDn));
        }
        String text = file.equals("-")
                ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
                : Files.readString(Path.of(file));
        return text.lines()
                .findFirst()
                .filter(line -> !line.isEmpty())
                .orElseThrow(() -> new SetupFailure("The first line of " + file + " is empty, and no password."));
    }

    private int explain(Exception failure) throws Exception {
        return switch (failure) {
            case SetupFailure known -> fail(known.getMessage());
            case DirectoryFailure refused -> fail("The directory refuses: " + refused.getMessage());
            case DirectoryUnavailable away -> fail("The directory cannot be reached: " + away.getMessage());
            case NoSuchFileException missing -> fail(missing.getMessage() + " does not exist.");
            case IOException broken -> fail(broken.getMessage());
            case UncheckedIOException broken -> fail(broken.getCause().toString());
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
