package org.mailloft.listener.state;

import java.util.List;
import java.util.Optional;

/**
 * The mailbox of a person.
 *
 * @param address primary address, in lower case: the name of the mailbox
 * @param names others that the mail server may be asked for: to log in with, and aliases that get mail
 * @param credentials changes whenever the password does; says nothing about it. Empty when the directory says nothing
 * @param disabled may not log in, but keeps the mailbox and gets mail
 */
public record Mailbox(String address, List<String> names, String credentials, boolean disabled, String revision)
        implements Present {

    public Mailbox {
        names = List.copyOf(names);
    }

    @Override
    public Optional<Place> place() {
        return Optional.of(new Place.Private(address));
    }

    @Override
    public String title() {
        return "mailbox " + address;
    }
}
