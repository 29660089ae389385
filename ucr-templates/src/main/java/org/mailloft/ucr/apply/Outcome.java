package org.mailloft.ucr.apply;

import java.util.List;
import java.util.Optional;
import org.mailloft.ucr.Change;
import org.mailloft.ucr.Values;

/** How a change, a commit or an undo ended. */
public sealed interface Outcome {

    /**
     * Done, and confirmed by every service that runs.
     *
     * @param changes one for each assignment that was carried out
     * @param warnings sentences for the administrator, such as a type check that only warns
     * @param rendered targets that were rendered, in the order of their paths
     * @param programs scripts and modules that ran because of the change, in order
     * @param services what happened to each service whose files changed
     * @param pending restarts that are still to come, with those of earlier changes
     * @param values the registry as it is now
     */
    record Applied(
            List<Change> changes,
            List<Reason> warnings,
            List<RenderedTarget> rendered,
            List<ProgramRun> programs,
            List<ServiceResult> services,
            List<PendingRestart> pending,
            Values values)
            implements Outcome {}

    /**
     * Nothing has changed: not the registry, not a file, not a service.
     *
     * @param changes what would have been written
     */
    record Refused(List<Change> changes, List<Reason> reasons) implements Outcome {}

    /**
     * It failed, and so did taking it back, as on a disk that became read-only in between. The next change or
     * {@code ucr commit} finishes it or takes it back.
     */
    record Unfinished(List<Change> changes, List<Reason> reasons) implements Outcome {}

    /**
     * Nothing was written because it was only asked what would be.
     *
     * @param diffs one for each file that would change
     */
    record Preview(List<Change> changes, List<Reason> warnings, List<FileDiff> diffs) implements Outcome {}

    /**
     * One thing that stands in the way.
     *
     * @param variable the key at fault
     * @param template the template or info file at fault, with its line where known, such as {@code path:12}
     * @param file the rendered file at fault, with its line where known
     * @param text a sentence for the administrator
     */
    record Reason(Optional<String> variable, Optional<String> template, Optional<String> file, String text) {}

    /** @param path absolute, as seen inside the root; {@code changed} when its content is not what it was */
    record RenderedTarget(String path, boolean multifile, boolean changed) {}

    /** A program of a script or module stanza that ran. {@code name} as the info file has it. */
    record ProgramRun(boolean module, String name) {}

    /** What became of a service: reloaded, or why not. */
    record ServiceResult(String service, Action action) {}

    /** See {@link ServiceResult}. */
    enum Action {
        RELOADED,
        RESTARTED,
        NOT_RUNNING,
        NOT_ON_THIS_HOST,
        /** It runs, but would not survive a reload before it was restarted. */
        WAITS_FOR_RESTART
    }

    /** Variables whose change shows only after a restart of this service. */
    record PendingRestart(String service, List<String> variables) {}

    /** @param unified the difference as {@code diff -u} prints it, with both heads */
    record FileDiff(String path, String unified) {}
}
