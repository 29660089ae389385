package org.mailloft.ucr.apply;

import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import org.mailloft.ucr.template.Target;

/**
 * What a change is for, besides its values.
 *
 * @param undoes entry of the history that it takes back
 * @param asked targets to render whether or not a variable of theirs changes
 * @param unregister packages whose targets go
 * @param register packages whose targets come back
 * @param everything whether all scripts and modules shall run
 * @param ignoreCheck whether values that do not fit are only worth a warning
 * @param dryRun whether it is only asked what would be
 */
record Wish(
        HistoryEntry.Kind kind,
        OptionalInt undoes,
        Predicate<Target> asked,
        Set<String> unregister,
        Set<String> register,
        boolean everything,
        boolean ignoreCheck,
        boolean dryRun) {

    static Wish change(ChangeOptions options) {
        return valued(HistoryEntry.Kind.CHANGE, options);
    }

    static Wish seed() {
        return valued(HistoryEntry.Kind.SEED, ChangeOptions.NONE);
    }

    /** Of values that were good once. */
    static Wish undo(int number) {
        return new Wish(
                HistoryEntry.Kind.UNDO,
                OptionalInt.of(number),
                target -> false,
                Set.of(),
                Set.of(),
                false,
                true,
                false);
    }

    static Wish commit(Predicate<Target> asked, boolean everything) {
        return of(HistoryEntry.Kind.COMMIT, asked, Set.of(), Set.of(), everything);
    }

    static Wish update() {
        return of(HistoryEntry.Kind.UPDATE, target -> false, Set.of(), Set.of(), false);
    }

    static Wish register(String packageName) {
        Predicate<Target> asked = target -> target.origin().equals(packageName);
        return of(HistoryEntry.Kind.REGISTER, asked, Set.of(), Set.of(packageName), false);
    }

    static Wish unregister(Set<String> packageNames) {
        return of(HistoryEntry.Kind.UNREGISTER, target -> false, packageNames, Set.of(), false);
    }

    /** Whether files are only rendered because a variable has changed. */
    boolean isAboutValues() {
        return switch (kind) {
            case CHANGE, SEED, UNDO, UPDATE -> true;
            case COMMIT, REGISTER, UNREGISTER, DAMAGED -> false;
        };
    }

    private static Wish valued(HistoryEntry.Kind kind, ChangeOptions options) {
        return new Wish(
                kind,
                OptionalInt.empty(),
                target -> false,
                Set.of(),
                Set.of(),
                false,
                options.ignoreCheck(),
                options.dryRun());
    }

    private static Wish of(
            HistoryEntry.Kind kind,
            Predicate<Target> asked,
            Set<String> unregister,
            Set<String> register,
            boolean everything) {
        return new Wish(kind, OptionalInt.empty(), asked, unregister, register, everything, true, false);
    }
}
