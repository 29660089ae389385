package org.mailloft.conf.doveconf;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.mailloft.conf.ConfException;
import org.mailloft.conf.Filter;
import org.mailloft.conf.Network;
import org.mailloft.conf.Variables;
import org.mailloft.conf.catalogue.Catalogue;
import org.mailloft.conf.file.ConfParser;
import org.mailloft.conf.file.ConfTree;
import org.mailloft.conf.file.FilterBlock;
import org.mailloft.conf.file.SectionView;
import org.mailloft.conf.settings.WholeChecks;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code doveconf [-adhnNpPsSx] [-c file] [-f filter=value]... [-m module]... [setting ...]}: prints the configuration, or
 * the values of some settings. Exit code 0, or 89 if the configuration is wrong; names that do not exist print nothing.
 */
@Command(name = "doveconf")
public final class Doveconf {
    /**
     * What is read without {@code -c}, unless the system property {@code mailloft.config} names another file. Inside of the
     * state folder, if the environment has one as {@code MAILLOFT_STATE}.
     */
    public static final String DEFAULT_CONFIG = "/etc/mailloft/mailloft.conf";

    private static final int FATAL = 89;

    @Option(names = "-a", description = "print all settings but hidden ones; what is printed without any option")
    private boolean all;

    @Option(names = "-c", paramLabel = "file", description = "read this file instead of /etc/mailloft/mailloft.conf")
    private String file;

    @Option(names = "-d", description = "print the defaults instead of the configuration")
    private boolean defaults;

    @Option(
            names = "-f",
            paramLabel = "filter=value",
            description =
                    "print what holds for connections like this: protocol=NAME, lname=HOST, local=ADDRESS or remote=ADDRESS")
    private List<String> filters = new ArrayList<>();

    @Option(names = "-h", description = "print only values, without the names of the settings")
    private boolean hideKeys;

    @Option(names = "-m", paramLabel = "module", description = "print only the settings of this module")
    private List<String> modules = new ArrayList<>();

    @Option(names = "-n", description = "print only settings that differ from their defaults")
    private boolean changed;

    @Option(names = "-N", description = "print only settings that are set, also to their defaults")
    private boolean set;

    @Option(names = "-p", description = "read everything, also what is not asked for; always on")
    private boolean parseAll;

    @Option(names = "-P", description = "print passwords and keys instead of hiding them")
    private boolean showSecrets;

    @Option(names = "-s", description = "print hidden settings, too")
    private boolean showHidden;

    @Option(names = "-S", description = "print each setting in a line of its own, with the path of its sections")
    private boolean flat;

    @Option(names = "-x", description = "print the contents of files that values refer to")
    private boolean expand;

    @Parameters(paramLabel = "setting", arity = "0..*")
    private List<String> names = new ArrayList<>();

    private final PrintWriter out;
    private final PrintWriter err;

    private Doveconf(String defaultFile, PrintWriter out, PrintWriter err) {
        this.file = defaultFile;
        this.out = out;
        this.err = err;
    }

    public static void main(String[] args) {
        String stateFolder = System.getenv().getOrDefault("MAILLOFT_STATE", "");
        String file = System.getProperty("mailloft.config", stateFolder + DEFAULT_CONFIG);
        var out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
        var err = new PrintWriter(System.err, false, StandardCharsets.UTF_8);
        int code = execute(file, List.of(args), out, err);
        // there is nothing left to do at the end, and System.exit would set up a logger first
        Runtime.getRuntime().halt(code);
    }

    /**
     * Runs the command.
     *
     * @param defaultFile read unless {@code -c} is given
     * @return exit code
     */
    public static int execute(String defaultFile, List<String> args, PrintWriter out, PrintWriter err) {
        var command = new Doveconf(defaultFile, out, err);
        try {
            new CommandLine(command)
                    .setPosixClusteredShortOptionsAllowed(true)
                    .setOverwrittenOptionsAllowed(true)
                    .setUnmatchedOptionsArePositionalParams(false)
                    .setExpandAtFiles(false)
                    .parseArgs(args.toArray(String[]::new));
            return command.run();
        } catch (CommandLine.UnmatchedArgumentException e) {
            err.println("doveconf: invalid option -- '"
                    + e.getUnmatched().getFirst().replaceFirst("^-+", "").charAt(0) + "'");
            return FATAL;
        } catch (CommandLine.MissingParameterException e) {
            String option =
                    e.getMissing().getFirst() instanceof CommandLine.Model.OptionSpec spec ? spec.shortestName() : "-?";
            err.println("doveconf: option requires an argument -- '" + option.substring(1) + "'");
            return FATAL;
        } catch (CommandLine.ParameterException e) {
            err.println("doveconf: " + e.getMessage());
            return FATAL;
        } catch (ConfException e) {
            out.flush();
            err.println("doveconf: Fatal: " + e.getMessage());
            return FATAL;
        } finally {
            out.flush();
            err.flush();
        }
    }

    private int run() {
        Filter question = question();
        boolean withHeader = names.isEmpty() && !flat;
        if (withHeader) {
            out.println("# Mailloft " + version() + ": " + file);
        }
        var expansion = expand ? ConfParser.Expansion.FULL : ConfParser.Expansion.OWN;
        ConfTree tree = defaults
                ? ConfParser.parse("<defaults>", "", expansion, System.getenv())
                : ConfParser.parseFile(file, expansion, System.getenv(), this::printWarning);
        if (!names.isEmpty() && !flat) {
            return printNamed(tree, question);
        }
        Optional<ConfException> error = tree.unclosed().or(() -> WholeChecks.firstError(tree));
        if (error.isEmpty() && !defaults) {
            WholeChecks.warnings(tree).forEach(this::printWarning);
        }
        if (flat) {
            printFlat(tree.view(question));
        } else {
            printHost();
            printAll(tree, question);
        }
        out.flush();
        if (error.isEmpty() || defaults) {
            return 0;
        }
        WholeChecks.errors(tree.view(question)).forEach(text -> err.println("doveconf: Error: " + text));
        throw error.get();
    }

    private void printAll(ConfTree tree, Filter question) {
        var text = new StringBuilder();
        var printer = new SettingsPrinter(text, showSecrets);
        printer.print(Printed.of(tree.view(question), scope(), "", wanted()), 0);
        for (FilterBlock block : tree.blocksFor(question)) {
            var view = new SectionView(Catalogue.top(), "", List.of(block.top()), Optional.empty());
            printer.print(block.filter(), Printed.of(view, Scope.SET, "", wanted()));
        }
        out.print(text);
    }

    private void printFlat(SectionView view) {
        var printer = new FlatPrinter(scope(), (path, text) -> {
            boolean asked = names.isEmpty()
                    || names.stream().anyMatch(name -> path.equals(name) || path.startsWith(name + "/"));
            if (asked) {
                out.println(path + "=" + text);
            }
        });
        printer.print(view, "", wanted());
    }

    /** Errors of the whole do not matter here: scripts ask for settings while a configuration is being changed. */
    private int printNamed(ConfTree tree, Filter question) {
        SectionView view;
        try {
            view = tree.view(question);
        } catch (ConfException conflict) {
            err.println("doveconf: Error: " + conflict.reason());
            err.println("doveconf: Fatal: Errors in configuration");
            return FATAL;
        }
        for (String name : names) {
            String entry = name.contains("/") ? name.substring(0, name.indexOf('/')) : name;
            List<Printed> content = Printed.below(Printed.of(view, scope(), "", entry::equals), name);
            if (content.size() == 1 && content.getFirst() instanceof Printed.Line line) {
                out.println(hideKeys ? line.text() : name + " = " + line.text());
            } else {
                var text = new StringBuilder();
                new SettingsPrinter(text, showSecrets).print(content, 0);
                out.print(text);
            }
        }
        return 0;
    }

    private void printWarning(String text) {
        err.println("doveconf: Warning: " + text);
    }

    private Scope scope() {
        if (set) {
            return Scope.SET;
        }
        if (changed) {
            return Scope.CHANGED;
        }
        return showHidden ? Scope.ALL_WITH_HIDDEN : Scope.ALL;
    }

    private Predicate<String> wanted() {
        if (modules.isEmpty()) {
            return _ -> true;
        }
        Set<String> settings = Modules.settings(modules);
        return settings::contains;
    }

    private Filter question() {
        Filter question = Filter.ANY;
        for (String argument : filters) {
            String[] parts = argument.split("=", 2);
            String value = parts.length == 2 ? parts[1] : "";
            question = switch (parts[0]) {
                case "protocol", "service" -> question.withProtocol(value);
                case "lname" -> question.withLocalName(value);
                case "local" -> question.withLocal(network("local", value));
                case "remote" -> question.withRemote(network("remote", value));
                default -> throw ConfException.of(file, "Unknown filter argument: " + argument);
            };
        }
        return question;
    }

    private Network network(String kind, String text) {
        try {
            return Network.parse(text, Network::systemLookup);
        } catch (IllegalArgumentException e) {
            throw ConfException.of(file, kind + " filter: " + e.getMessage());
        }
    }

    private void printHost() {
        out.println("# OS: " + System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                + System.getProperty("os.arch") + distribution());
        out.println("# Hostname: " + Variables.NONE.expand("%{hostname}"));
        if (scope() == Scope.ALL) {
            out.println("# NOTE: Send doveconf -n output instead when asking for help.");
        }
    }

    private static String distribution() {
        try {
            return " Debian " + Files.readString(Path.of("/etc/debian_version")).strip();
        } catch (IOException _) {
            return "";
        }
    }

    private static String version() {
        return Optional.ofNullable(Doveconf.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
