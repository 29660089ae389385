package org.mailloft.routing.ldap;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Something in the directory that mail can go to. Addresses are in lower case. */
sealed interface MailObject {

    String dn();

    /** As people know it. */
    String name();

    /**
     * A person, object class {@code univentionMail}.
     *
     * @param address names the mailbox; empty for a person without one
     * @param aliases further addresses
     * @param forwards where mail goes instead
     * @param keepsCopy whether it stays here too, all the same
     * @param homeServer host that keeps the mailbox, in lower case; empty for every host
     */
    record Person(
            String dn,
            String name,
            Optional<String> address,
            Set<String> aliases,
            List<String> forwards,
            boolean keepsCopy,
            Optional<String> homeServer)
            implements MailObject {}

    /** @param members names of the entries in it */
    record Group(String dn, String name, List<String> members, Restriction restriction) implements MailObject {}

    /** @param members addresses */
    record MailingList(String dn, String name, List<String> members, Restriction restriction) implements MailObject {}

    /** A shared folder; what has an address here always has a mailbox. */
    record Folder(String dn, String name, Optional<String> address, Optional<String> homeServer)
            implements MailObject {}
}
