package org.mailloft.ucr.apply;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.mailloft.ucr.apply.HistoryEntry.ValueChange;
import org.mailloft.ucr.apply.Outcome.ProgramRun;
import org.mailloft.ucr.template.Catalog;
import org.mailloft.ucr.template.Hook;
import org.mailloft.ucr.template.Target;

/**
 * Runs what info files want to be run: modules before and after a target changes, the script of a target, scripts and modules
 * for variables. Each is told on its standard input what has changed, as {@code key@%@old@%@new} for what was set before
 * and still is.
 *
 * <p>Programs of the product know which root is meant ({@code MAILLOFT_ROOT}). Those of others mean the host, and run
 * there only.
 */
final class Programs {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final State state;
    private final Path share;
    private final Commands commands;
    private final Catalog catalog;

    Programs(State state, Path share, Commands commands, Catalog catalog) {
        this.state = state;
        this.share = share;
        this.commands = commands;
        this.catalog = catalog;
    }

    /** Modules that want to run before their targets are swapped. */
    void before(List<Target> targets, List<ValueChange> changes) throws IOException, Stop {
        for (var target : targets) {
            if (target.preinst().isPresent()) {
                module(target, "Preinst", target.preinst().get(), "preinst", changes);
            }
        }
    }

    /** Modules and scripts of targets that were swapped. */
    void after(List<Target> targets, List<ValueChange> changes) throws IOException, Stop {
        for (var target : targets) {
            if (target.postinst().isPresent()) {
                module(target, "Postinst", target.postinst().get(), "postinst", changes);
            }
            var script = catalog.script(target);
            if (script.isPresent()) {
                run(script.get(), List.of("postinst"), changes, Optional.of(State.name(target.path())));
            }
        }
    }

    /** Scripts and modules that are no target's. */
    List<ProgramRun> forVariables(Predicate<Hook> which, List<ValueChange> changes) throws IOException, Stop {
        var runs = new ArrayList<ProgramRun>();
        for (var script : catalog.scripts()) {
            if (which.test(script) && run(script.program(), List.of("generate"), changes, Optional.empty())) {
                runs.add(new ProgramRun(false, script.name()));
            }
        }
        for (var module : catalog.modules()) {
            if (which.test(module) && run(module.program(), List.of(), changes, Optional.empty())) {
                runs.add(new ProgramRun(true, module.name()));
            }
        }
        return List.copyOf(runs);
    }

    private void module(Target target, String line, String name, String argument, List<ValueChange> changes)
            throws IOException, Stop {
        var file = Optional.of(State.name(target.path()));
        var program = catalog.module(name);
        if (program.isEmpty()) {
            throw new Stop(new Outcome.Reason(
                    Optional.empty(),
                    Optional.empty(),
                    file,
                    line + " names a module \"" + name + "\" that there is not"));
        }
        run(program.get(), List.of(argument), changes, file);
    }

    /** @return whether it is meant to run here */
    private boolean run(Path program, List<String> arguments, List<ValueChange> changes, Optional<String> file)
            throws IOException, Stop {
        if (!state.isHost() && !program.startsWith(share)) {
            return false;
        }
        var words = new ArrayList<>(List.of(program.toString()));
        words.addAll(arguments);
        var text =
                switch (commands.run(words, input(changes), LIMIT)) {
                    case Commands.Result.Ended ended ->
                        ended.status() == 0
                                ? ""
                                : " failed with status " + ended.status() + ": " + Services.shorten(ended.output());
                    case Commands.Result.TooLong late ->
                        " did not end within " + late.limit().toSeconds() + " s: " + Services.shorten(late.output());
                    case Commands.Result.Missing _ -> " is missing or may not be run";
                };
        if (!text.isEmpty()) {
            throw new Stop(new Outcome.Reason(
                    Optional.empty(), Optional.empty(), file, "\"" + String.join(" ", words) + "\"" + text));
        }
        return true;
    }

    private static String input(List<ValueChange> changes) {
        var text = new StringBuilder();
        for (var change : changes) {
            var before = change.before().orElse("");
            var after = change.after().orElse("");
            if (!before.isEmpty() && !after.isEmpty()) {
                text.append(change.key())
                        .append("@%@")
                        .append(before)
                        .append("@%@")
                        .append(after)
                        .append('\n');
            }
        }
        return text.toString();
    }
}
