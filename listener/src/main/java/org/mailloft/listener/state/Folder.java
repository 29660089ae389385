package org.mailloft.listener.state;

import java.util.List;
import java.util.Optional;
import org.mailloft.directory.mail.SharedFolder.Grant;

/**
 * A shared folder.
 *
 * @param name {@code name@domain}, the domain in lower case
 * @param address takes mail at it, in lower case; empty for a public folder without deliveries
 * @param grants who may do what, as the directory says it
 * @param quotaMegabytes 0 for no limit
 */
public record Folder(String name, Optional<String> address, List<Grant> grants, int quotaMegabytes, String revision)
        implements Present {

    public Folder {
        grants = List.copyOf(grants);
    }

    @Override
    public Optional<Place> place() {
        return Optional.of(address.<Place>map(Place.Private::new).orElseGet(() -> new Place.Public(name)));
    }

    @Override
    public String title() {
        return "folder " + name;
    }
}
