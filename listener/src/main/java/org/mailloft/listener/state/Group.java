package org.mailloft.listener.state;

import java.util.Optional;

/**
 * A group of people. The mail server reads it itself; it only has to be told that something changed.
 *
 * @param name of the group, as shared folders name it
 */
public record Group(String name, String revision) implements Present {

    @Override
    public Optional<Place> place() {
        return Optional.empty();
    }

    @Override
    public String title() {
        return "group " + name;
    }
}
