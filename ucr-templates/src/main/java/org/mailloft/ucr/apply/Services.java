package org.mailloft.ucr.apply;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailloft.ucr.apply.Outcome.Action;
import org.mailloft.ucr.apply.Outcome.ServiceResult;
import org.mailloft.ucr.template.Service;

/** Asks services whether they can read new files, and makes them read them. */
final class Services {

    /** How long each command may take. */
    record Limits(Duration check, Duration running, Duration reload, Duration restart) {
        static final Limits USUAL = new Limits(
                Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofSeconds(120));
    }

    private static final int SHOWN = 2000;

    private final State state;
    private final Commands commands;
    private final Limits limits;

    Services(State state, Commands commands, Limits limits) {
        this.state = state;
        this.commands = commands;
        this.limits = limits;
    }

    /** Whether there is a check that can run here, so that a view is needed. */
    boolean hasChecks(Service service) {
        return service.checks().stream()
                .anyMatch(check -> isMeantHere(check)
                        && commands.isInstalled(words(check, state.root()).getFirst()));
    }

    /**
     * All checks of a service.
     *
     * @param view where all targets are the new ones
     * @throws Stop with what the first check that fails says
     */
    void check(Service service, Path view, Blame blame) throws IOException, Stop {
        for (var check : service.checks()) {
            if (!isMeantHere(check)) {
                continue;
            }
            var name = String.join(" ", check).replace("{staged}", "").replace("{root}", "");
            switch (commands.run(words(check, view), "", limits.check())) {
                case Commands.Result.Ended ended -> {
                    if (ended.status() != 0) {
                        throw new Stop(blame.explain("\"" + name + "\" refuses the new files", ended.output(), view));
                    }
                }
                case Commands.Result.TooLong late -> throw tooLong(name, late);
                case Commands.Result.Missing _ -> {}
            }
        }
    }

    /**
     * Makes a service that runs take over its files.
     *
     * @param pending whether it has to be restarted anyway
     */
    ServiceResult reload(Service service, boolean pending) throws IOException, Stop {
        if (pending && service.waits()) {
            return new ServiceResult(
                    service.name(), absence(service, service.reload()).orElse(Action.WAITS_FOR_RESTART));
        }
        return run(service, service.reload(), limits.reload(), Action.RELOADED);
    }

    /** Restarts a service that runs. */
    ServiceResult restart(Service service) throws IOException, Stop {
        return run(service, service.restart(), limits.restart(), Action.RESTARTED);
    }

    /** Why a command has nobody here that it is for; empty when it has. */
    private Optional<Action> absence(Service service, List<String> command) throws IOException {
        if (command.isEmpty()
                || !isMeantHere(command)
                || !commands.isInstalled(words(command, state.root()).getFirst())) {
            return Optional.of(Action.NOT_ON_THIS_HOST);
        }
        return isRunning(service) ? Optional.empty() : Optional.of(Action.NOT_RUNNING);
    }

    private ServiceResult run(Service service, List<String> command, Duration limit, Action done)
            throws IOException, Stop {
        var absence = absence(service, command);
        if (absence.isPresent()) {
            return new ServiceResult(service.name(), absence.get());
        }
        var name = service.name() + ": \"" + String.join(" ", words(command, state.root())) + "\"";
        return switch (commands.run(words(command, state.root()), "", limit)) {
            case Commands.Result.Ended ended -> {
                if (ended.status() != 0) {
                    throw new Stop(Stop.because(
                            name + " failed with status " + ended.status() + says(shorten(ended.output()))));
                }
                yield new ServiceResult(service.name(), done);
            }
            case Commands.Result.TooLong late -> throw tooLong(name, late);
            case Commands.Result.Missing _ -> new ServiceResult(service.name(), Action.NOT_ON_THIS_HOST);
        };
    }

    /** One that cannot be asked, or does not answer in time, counts as running: its reload will tell. */
    private boolean isRunning(Service service) throws IOException {
        if (service.running().isEmpty() || !isMeantHere(service.running())) {
            return true;
        }
        return switch (commands.run(words(service.running(), state.root()), "", limits.running())) {
            case Commands.Result.Ended ended -> ended.status() == 0;
            case Commands.Result.TooLong _, Commands.Result.Missing _ -> true;
        };
    }

    private static Stop tooLong(String name, Commands.Result.TooLong late) {
        return new Stop(Stop.because(
                name + " did not end within " + late.limit().toSeconds() + " s" + says(shorten(late.output()))));
    }

    private static String says(String output) {
        return output.isEmpty() ? "" : ": " + output;
    }

    static String shorten(String output) {
        return output.length() <= SHOWN ? output : output.substring(0, SHOWN) + " ...";
    }

    /** A command that names neither root nor view means the host. */
    private boolean isMeantHere(List<String> command) {
        return state.isHost()
                || command.stream().anyMatch(word -> word.contains("{root}") || word.contains("{staged}"));
    }

    private List<String> words(List<String> command, Path view) {
        var words = new ArrayList<String>();
        for (var word : command) {
            words.add(fill(fill(word, "{staged}", view), "{root}", state.root()));
        }
        return words;
    }

    private static String fill(String word, String name, Path path) {
        var prefix = path.getParent() == null ? "" : path.toString();
        var filled = word.replace(name, prefix);
        return filled.isEmpty() ? "/" : filled;
    }
}
