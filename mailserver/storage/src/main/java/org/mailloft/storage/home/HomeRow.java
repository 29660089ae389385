package org.mailloft.storage.home;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is known about one home.
 *
 * @param id of whom it belongs to; empty without a label
 * @param place where it is, or was; empty for a home in use whose address is not to be told from its path
 * @param path the home itself
 * @param since when it was set aside
 * @param until when it may be removed
 * @param octets of mail; empty when nobody has counted
 */
public record HomeRow(
        HomeState state,
        Optional<String> id,
        Optional<Place> place,
        Path path,
        Optional<Instant> since,
        Optional<Instant> until,
        String reason,
        OptionalLong octets) {

    /** What commands call a home that is not in use; empty for one that is. */
    public Optional<String> name() {
        return state == HomeState.ACTIVE
                ? Optional.empty()
                : Optional.of(path.getParent().getFileName().toString());
    }
}
