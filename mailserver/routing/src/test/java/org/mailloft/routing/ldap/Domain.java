package org.mailloft.routing.ldap;

import org.mailloft.directory.Entry;

/** Entries of a small mail domain. */
final class Domain {

    static final String BASE = "dc=example,dc=org";
    static final String HERE = "mail.example.org";
    static final String ELSEWHERE = "other.example.org";

    private Domain() {}

    static Entry mailDomain(String name) {
        return Entry.named("cn=" + name + "," + BASE)
                .with("objectClass", "univentionMailDomainname")
                .with("cn", name)
                .build();
    }

    /** A person with a primary address of his name. */
    static Entry.Builder person(String name) {
        return bare(name).with("mailPrimaryAddress", name + "@example.org");
    }

    static Entry.Builder bare(String name) {
        return Entry.named(uid(name))
                .with("objectClass", "person", "univentionMail")
                .with("uid", name)
                .with("cn", name);
    }

    static Entry.Builder group(String name, String... members) {
        return Entry.named(cn(name))
                .with("objectClass", "posixGroup", "univentionGroup")
                .with("cn", name)
                .with("mailPrimaryAddress", name + "@example.org")
                .with("uniqueMember", members);
    }

    static Entry.Builder list(String name, String... members) {
        return Entry.named(cn(name))
                .with("objectClass", "univentionMailList")
                .with("cn", name)
                .with("mailPrimaryAddress", name + "@example.org")
                .with("univentionMailMember", members);
    }

    static Entry.Builder folder(String name, String host) {
        return Entry.named(cn(name + "@example.org"))
                .with("objectClass", "univentionMailSharedFolder")
                .with("cn", name + "@example.org")
                .with("mailPrimaryAddress", name + "@example.org")
                .with("univentionMailHomeServer", host);
    }

    static String uid(String name) {
        return "uid=" + name + ",cn=users," + BASE;
    }

    static String cn(String name) {
        return "cn=" + name + "," + BASE;
    }
}
