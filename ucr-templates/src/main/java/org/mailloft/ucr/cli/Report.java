package org.mailloft.ucr.cli;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.mailloft.ucr.Assignment;
import org.mailloft.ucr.Change;
import org.mailloft.ucr.Layer;
import org.mailloft.ucr.apply.Outcome;
import org.mailloft.ucr.apply.Outcome.ServiceResult;

/** Tells how a change ended: what was done on standard output, what the administrator should know on standard error. */
final class Report {

    private final Host host;

    Report(Host host) {
        this.host = host;
    }

    /**
     * @param asked what was asked for; when that is nothing, the changes themselves are told
     * @return the exit code
     */
    int of(Outcome outcome, List<? extends Assignment> asked) throws IOException {
        // what almost always happens comes before the switch: for a pattern switch the JVM makes a class when it is
        // reached
        return outcome instanceof Outcome.Applied applied ? tellApplied(applied, asked) : tellOther(outcome, asked);
    }

    private int tellApplied(Outcome.Applied applied, List<? extends Assignment> asked) throws IOException {
        tell(applied.changes(), asked);
        reasons("W: ", applied.warnings());
        tellWork(applied);
        if (applied.values().isTrue(Replog.SWITCH, false)) {
            Replog.write(host, applied.changes());
        }
        return ExitCode.OK;
    }

    private int tellOther(Outcome outcome, List<? extends Assignment> asked) throws IOException {
        return switch (outcome) {
            case Outcome.Applied applied -> tellApplied(applied, asked);
            case Outcome.Preview preview -> {
                tell(preview.changes(), asked);
                reasons("W: ", preview.warnings());
                preview.diffs().forEach(diff -> out(diff.unified().stripTrailing()));
                yield ExitCode.OK;
            }
            case Outcome.Refused refused -> {
                tell(refused.changes(), asked);
                reasons("E: ", refused.reasons());
                err(nothingChanged(asked.size()));
                yield ExitCode.REFUSED;
            }
            case Outcome.Unfinished unfinished -> {
                tell(unfinished.changes(), asked);
                reasons("E: ", unfinished.reasons());
                yield ExitCode.REFUSED;
            }
        };
    }

    private void tell(List<Change> changes, List<? extends Assignment> asked) throws IOException {
        if (asked.isEmpty()) {
            for (var change : changes) {
                boolean isSet = change.layerAfter().isPresent();
                out(isSet ? setting(change.layerBefore().isPresent(), change.key()) : "Unsetting " + change.key());
            }
        } else {
            tellAsked(changes, asked);
        }
        for (var change : changes) {
            visibleFrom(change)
                    .ifPresent(layer -> err("W: " + change.key()
                            + (change.layerAfter().isPresent() ? " is overridden by" : " is still set in")
                            + " scope \"" + layer.wireName() + "\""));
        }
    }

    /** One line for each assignment. A key without a change was there for {@code key?value}, and was not for unset. */
    private void tellAsked(List<Change> changes, List<? extends Assignment> asked) {
        var existing = new HashMap<String, Boolean>();
        changes.forEach(
                change -> existing.put(change.key(), change.layerBefore().isPresent()));
        for (var assignment : asked) {
            var key = assignment.key();
            // no pattern switch, see above
            if (assignment instanceof Assignment.Set) {
                out(setting(existing.getOrDefault(key, false), key));
            } else if (assignment instanceof Assignment.SetIfAbsent) {
                out(existing.getOrDefault(key, true) ? "Not updating " + key : setting(false, key));
            } else if (existing.getOrDefault(key, false)) {
                out("Unsetting " + key);
            } else {
                err("W: The config registry variable '" + key + "' does not exist");
            }
            existing.put(key, !(assignment instanceof Assignment.Unset));
        }
    }

    /** @param asked how many changes were; those that were in order are not carried out either, though a line names each */
    static String nothingChanged(int asked) {
        return "E: nothing was changed" + (asked > 1 ? ": all " + asked + " variables are as they were" : "");
    }

    private static String setting(boolean existed, String key) {
        return (existed ? "Setting " : "Create ") + key;
    }

    /** The layer that is seen instead of what was set, or although it was unset. */
    private Optional<Layer> visibleFrom(Change change) throws IOException {
        if (change.layerAfter().isPresent() || change.hiddenBy().isPresent()) {
            return change.hiddenBy();
        }
        var values = host.registry().values();
        return List.of(Layer.values()).reversed().stream()
                .filter(layer -> layer != change.layer() && values.layer(layer).containsKey(change.key()))
                .findFirst();
    }

    private void tellWork(Outcome.Applied applied) {
        applied.rendered().forEach(target -> out((target.multifile() ? "Multifile: " : "File: ") + target.path()));
        applied.programs().forEach(program -> out((program.module() ? "Module: " : "Script: ") + program.name()));
        for (var result : applied.services()) {
            switch (result.action()) {
                case RELOADED -> out("Reload: " + result.service());
                case RESTARTED -> out("Restart: " + result.service());
                case NOT_RUNNING, NOT_ON_THIS_HOST -> {}
            }
        }
        for (var pending : applied.pending()) {
            boolean asked = applied.changes().stream()
                    .anyMatch(change -> pending.variables().contains(change.key()));
            if (asked || applied.services().contains(waiting(pending.service()))) {
                err("W: " + pending.service() + " has to be restarted before this takes effect: run `ucr apply`");
            }
        }
    }

    private static ServiceResult waiting(String service) {
        return new ServiceResult(service, Outcome.Action.WAITS_FOR_RESTART);
    }

    /** The whole reason: what, which variable, and where it comes from and ends up. */
    private void reasons(String mark, List<Outcome.Reason> reasons) {
        for (var reason : reasons) {
            err(mark + reason.text());
            reason.variable().filter(key -> !reason.text().contains(key)).ifPresent(key -> err("   variable " + key));
            reason.template().ifPresent(place -> err("   template " + place));
            reason.file().filter(name -> !reason.text().contains(name)).ifPresent(name -> err("   file " + name));
        }
    }

    private void out(String line) {
        host.out().print(line + "\n");
    }

    private void err(String line) {
        host.err().print(line + "\n");
    }
}
