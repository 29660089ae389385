package org.mailloft.firewall.command;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.mailloft.firewall.Network;
import org.mailloft.firewall.PortRange;
import org.mailloft.firewall.Protocol;
import org.mailloft.firewall.Question;
import org.mailloft.firewall.RuleSet;
import org.mailloft.firewall.Variable;
import org.mailloft.firewall.table.Table;
import org.mailloft.firewall.table.Table.Loading;
import org.mailloft.firewall.table.Table.State;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code mailloft-firewall}: loads the packet filter, and says what it does. */
@Command(
        name = "mailloft-firewall",
        mixinStandardHelpOptions = true,
        scope = CommandLine.ScopeType.INHERIT,
        description =
                "Loads the packet filter that the registry describes, and says why a connection is let in or not.")
public final class FirewallCommand {

    private static final int GOOD = 0;
    private static final int BAD = 1;
    /** As scripts of services have it since LSB. */
    private static final int NOT_STARTED = 3;

    private static final int USAGE = 64;

    @Option(
            names = "--root",
            paramLabel = "FOLDER",
            scope = CommandLine.ScopeType.INHERIT,
            defaultValue = "/",
            description = "The file system whose registry and rules are meant (default: ${DEFAULT-VALUE}). Rules are"
                    + " loaded into the network that the command runs in all the same.")
    private Path root = Path.of("/");

    private final RuleSource source;
    private final PrintStream out;
    private final PrintStream err;

    public FirewallCommand(RuleSource source, PrintStream out, PrintStream err) {
        this.source = source;
        this.out = out;
        this.err = err;
    }

    /** Runs one command; returns its exit code. */
    public int execute(String... arguments) {
        return new CommandLine(this)
                .registerConverter(Network.class, FirewallCommand::network)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setExitCodeExceptionMapper(_ -> BAD)
                .setExecutionExceptionHandler((failure, _, _) -> failed(failure))
                .setParameterExceptionHandler((wrong, _) -> usage(wrong.getMessage()))
                .execute(arguments);
    }

    @Command(description = "Loads the rules; those that were loaded the last time if these cannot be.")
    int start() throws IOException {
        return tell(new Table(root).start());
    }

    @Command(description = "Takes all rules away: everybody comes in.")
    int stop() throws IOException {
        return tell(new Table(root).stop());
    }

    @Command(description = "Puts the rules as they are now in place of those that are loaded, if any are.")
    int reload() throws IOException {
        var loading = new Table(root).reload();
        if (loading.isEmpty()) {
            out.println("The firewall is not started: nothing to reload.");
            return GOOD;
        }
        return tell(loading.get());
    }

    @Command(description = "Says whether the rules are loaded (exit code 0), are others (1), or none are (3).")
    int status() throws IOException {
        var rules = source.read(root);
        int code = tell(new Table(root).state(), rules);
        printFaults(rules);
        return code;
    }

    @Command(description = "Says which variables are no rules, have no effect now, or are refused by nftables.")
    int check() throws IOException {
        var rules = source.read(root);
        printFaults(rules);
        for (var asleep : rules.dormant()) {
            var service = asleep.service();
            out.println(asleep.variable().name() + ": no rule now, since " + service.name()
                    + " has no port that others can reach, see " + service.variable());
        }
        rules.idle()
                .forEach((rule, reason) -> out.println(
                        rule.variable() + ": has no effect, because of " + reason.variable() + "=" + reason.action()));
        var refusal = new Table(root).refusal();
        refusal.ifPresent(err::println);
        return refusal.isEmpty() && rules.faults().isEmpty() ? GOOD : BAD;
    }

    @Command(description = "Says what becomes of connections to a port, and which variables say so.")
    int explain(
            @Option(names = "--from", paramLabel = "ADDRESS", description = "Whose: an address or a network.")
                    Optional<Network> from,
            @Option(names = "--to", paramLabel = "ADDRESS", description = "To which address of this host.")
                    Optional<Network> to,
            @Parameters(paramLabel = "PROTOCOL/PORT", description = "Such as tcp/993, or tcp/imaps.") String port)
            throws IOException {
        var rules = source.read(root);
        int slash = port.indexOf('/');
        var protocol = Protocol.named(slash < 0 ? "" : port.substring(0, slash));
        var number = number(rules, port.substring(slash + 1));
        if (protocol.isEmpty() || number.isEmpty()) {
            return usage("\"" + port + "\" is no PROTOCOL/PORT such as tcp/993");
        }
        var question = new Question(protocol.get(), number.getAsInt(), from, to);
        new Explanation(rules, question).lines().forEach(out::println);
        return GOOD;
    }

    private static Network network(String text) {
        return switch (Network.parse(text)) {
            case Network.Parsed.Good(var network) -> network;
            case Network.Parsed.Fault(var why) -> throw new TypeConversionException("\"" + text + "\" " + why);
        };
    }

    private static OptionalInt number(RuleSet rules, String word) {
        var service = rules.services().get(word);
        if (service != null) {
            return service.port();
        }
        return PortRange.parse(word).filter(PortRange::isOne).stream()
                .mapToInt(PortRange::low)
                .findFirst();
    }

    private void printFaults(RuleSet rules) {
        for (var fault : rules.faults()) {
            out.println(fault.variable().name() + "=" + fault.variable().value() + ": counts for nothing, it "
                    + fault.why());
        }
    }

    private int tell(State state, RuleSet rules) {
        return switch (state) {
            case State.NotStarted _ -> {
                out.println("The firewall is not started.");
                yield NOT_STARTED;
            }
            case State.Good _ -> {
                out.println(
                        rules.isOn()
                                ? "The firewall is on. Rules: " + rules.rules().size() + "; otherwise: "
                                        + rules.policy()
                                : "The firewall is started, and off: " + Variable.DISABLED + " is set.");
                yield GOOD;
            }
            case State.Changed(var how) -> {
                out.println("The firewall is not as it should be: " + how
                        + ". \"mailloft-firewall reload\" loads it again.");
                yield BAD;
            }
        };
    }

    private int tell(Loading loading) {
        return switch (loading) {
            case Loading.Done _ -> GOOD;
            case Loading.LastGood(var why) -> {
                err.println(why);
                err.println("mailloft-firewall: the rules of the last time are loaded instead");
                yield GOOD;
            }
            case Loading.Refused(var why) -> {
                err.println(why);
                err.println("mailloft-firewall: nothing has changed");
                yield BAD;
            }
        };
    }

    private int failed(Exception failure) {
        err.println("mailloft-firewall: " + failure.getMessage());
        return BAD;
    }

    private int usage(String wrong) {
        err.println("mailloft-firewall: " + wrong + "; see mailloft-firewall --help");
        return USAGE;
    }
}
