package org.mailloft.installation;

import java.util.ArrayList;
import java.util.List;

/** Somebody in the directory of the story. */
record Person(String uid, String password, List<String> attributes) {

    Person(String uid, String... attributes) {
        this(uid, uid + "-Secret1", List.of(attributes));
    }

    String address() {
        return uid + "@" + Site.DOMAIN;
    }

    /** The name to log in with. */
    String login() {
        return address();
    }

    String dn() {
        return "uid=" + uid + ",cn=users," + Site.BASE;
    }

    /** As LDIF. */
    String entry() {
        var lines = new ArrayList<>(List.of("dn: " + dn()));
        for (var name : List.of("inetOrgPerson", "shadowAccount", "univentionMail")) {
            lines.add("objectClass: " + name);
        }
        lines.addAll(List.of("uid: " + uid, "cn: " + uid, "sn: " + uid, "mailPrimaryAddress: " + address()));
        lines.add("userPassword: " + password);
        lines.addAll(attributes);
        return String.join("\n", lines) + "\n\n";
    }
}
