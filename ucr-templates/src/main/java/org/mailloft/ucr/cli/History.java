package org.mailloft.ucr.cli;

import java.io.IOException;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.mailloft.ucr.Layer;
import org.mailloft.ucr.apply.HistoryEntry;

/** {@code ucr history}: what was changed, newest first. */
record History() implements Action {

    @Override
    public int run(Arguments arguments, Host host) throws IOException {
        var format = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
        for (var entry : host.applier().history()) {
            var time = ZonedDateTime.ofInstant(entry.time(), ZoneId.systemDefault());
            host.out()
                    .print(entry.number() + "  " + format.format(time) + "  " + entry.user() + "  " + what(entry)
                            + "\n");
            entry.values().stream()
                    .filter(value -> value.layer() != Layer.DEFAULT)
                    .forEach(value -> host.out().print("    " + line(value) + "\n"));
            defaults(entry, host);
            entry.files().forEach(file -> host.out().print("    File: " + file + "\n"));
        }
        return ExitCode.OK;
    }

    /** They change by the hundred, with an installation or an update, and nobody asked for them one by one. */
    private static void defaults(HistoryEntry entry, Host host) {
        long count = entry.values().stream()
                .filter(value -> value.layer() == Layer.DEFAULT)
                .count();
        if (count > 0) {
            host.out().print("    Defaults: " + count + "\n");
        }
    }

    private static String what(HistoryEntry entry) {
        var kind = entry.kind().name().toLowerCase(Locale.ROOT);
        return entry.undoes().isPresent() ? kind + " of " + entry.undoes().getAsInt() : kind;
    }

    private static String line(HistoryEntry.ValueChange value) {
        var layer = value.layer() == Layer.NORMAL ? "" : " (" + value.layer().wireName() + ")";
        return value.key() + layer + ": " + value.before().orElse("(not set)") + " -> "
                + value.after().orElse("(not set)");
    }
}
