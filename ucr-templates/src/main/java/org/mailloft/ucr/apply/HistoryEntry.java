package org.mailloft.ucr.apply;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.mailloft.ucr.Layer;

/**
 * One change that was carried out.
 *
 * @param number counts up from 1
 * @param time when it was carried out, in whole seconds
 * @param user login name of who did it
 * @param kind what was asked for
 * @param values what it did to the registry; empty when only files changed
 * @param files targets whose content changed, absolute inside the root, in order
 * @param undoes number of the entry that this one took back
 */
public record HistoryEntry(
        int number,
        Instant time,
        String user,
        Kind kind,
        List<ValueChange> values,
        List<String> files,
        OptionalInt undoes) {

    /** See {@link HistoryEntry}. */
    public enum Kind {
        CHANGE,
        SEED,
        UNDO,
        COMMIT,
        UPDATE,
        REGISTER,
        UNREGISTER,
        /** Its record cannot be read any more. */
        DAMAGED
    }

    /** @param time when its file was written */
    static HistoryEntry damaged(int number, Instant time) {
        return new HistoryEntry(number, time, "unknown", Kind.DAMAGED, List.of(), List.of(), OptionalInt.empty());
    }

    /** One key in one layer; empty is unset. */
    public record ValueChange(Layer layer, String key, Optional<String> before, Optional<String> after) {}
}
