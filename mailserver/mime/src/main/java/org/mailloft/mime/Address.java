package org.mailloft.mime;

import java.util.ArrayList;
import java.util.List;

/** An entry of an address list, RFC 5322 section 3.4. */
public sealed interface Address {

    /** What stands for a part that a broken address lacks, as Dovecot writes it. */
    String MISSING_MAILBOX = "MISSING_MAILBOX";

    String MISSING_DOMAIN = "MISSING_DOMAIN";

    /**
     * One mailbox. Octet strings, quotes removed.
     *
     * @param name the display name, else the comment that stands in its place; empty when there is neither
     * @param route the obsolete source route such as {@code @a,@b}; empty when there is none
     * @param localPart what stands before the {@code @}; empty in the null address {@code <>}
     * @param domain what stands after the {@code @}; empty in the null address
     */
    record Mailbox(String name, String route, String localPart, String domain) implements Address {

        /** {@code localPart@domain}, unquoted, as an octet string. */
        public String address() {
            return domain.isEmpty() ? localPart : localPart + '@' + domain;
        }

        /** The display name as text. */
        public String text() {
            return EncodedWords.decode(name);
        }
    }

    /**
     * A named list of mailboxes.
     *
     * @param name as it stands, an octet string
     */
    record Group(String name, List<Mailbox> members) implements Address {
        public Group {
            members = List.copyOf(members);
        }
    }

    /** Reads an address list. Never fails; what is no address is made one with the missing parts named as missing. */
    static List<Address> parse(String value) {
        var list = new ArrayList<Address>();
        var members = new ArrayList<Mailbox>();
        AddressParser.parse(value, new AddressSink() {
            private String group;

            @Override
            public void mailbox(String name, String route, String localPart, String domain) {
                var mailbox = new Mailbox(name, route, localPart, domain);
                if (group == null) {
                    list.add(mailbox);
                } else {
                    members.add(mailbox);
                }
            }

            @Override
            public void groupStart(String name) {
                group = name;
            }

            @Override
            public void groupEnd() {
                list.add(new Group(group, members));
                members.clear();
                group = null;
            }
        });
        return list;
    }

    /** All mailboxes of a list, those in groups included. */
    static List<Mailbox> mailboxes(List<Address> list) {
        var mailboxes = new ArrayList<Mailbox>();
        for (var address : list) {
            switch (address) {
                case Mailbox mailbox -> mailboxes.add(mailbox);
                case Group group -> mailboxes.addAll(group.members());
            }
        }
        return mailboxes;
    }
}
