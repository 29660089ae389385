package org.mailloft.admin.command;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.mailloft.admin.Output;
import org.mailloft.doveadm.format.Column;
import org.mailloft.storage.home.HomeRow;

/** Homes as commands show them. */
final class HomeRows {

    private HomeRows() {}

    static void announce(Output out) {
        out.columns(List.of(
                Column.of("state"),
                Column.of("name"),
                Column.of("id"),
                Column.of("place"),
                Column.of("path"),
                Column.of("since"),
                Column.of("until"),
                Column.of("reason"),
                Column.number("octets", "octets")));
    }

    static void show(HomeRow row, Output out) {
        out.row(
                row.state().word(),
                row.name().orElse(""),
                row.id().orElse(""),
                row.place().map(Object::toString).orElse(""),
                row.path().toString(),
                moment(row.since()),
                moment(row.until()),
                row.reason(),
                row.octets().isPresent() ? Long.toString(row.octets().getAsLong()) : "");
    }

    private static String moment(Optional<Instant> time) {
        return time.map(when -> when.truncatedTo(ChronoUnit.SECONDS).toString()).orElse("");
    }
}
