package org.mailloft.directory.content;

import java.util.List;
import java.util.function.UnaryOperator;
import org.mailloft.directory.Directory;
import org.mailloft.directory.Dn;
import org.mailloft.directory.Entry;
import org.mailloft.directory.Modification;

/**
 * Mail domain {@code example.org} with three people, one of them with a second address, their group, and two folders for
 * all of them: one that takes mail and one that does not.
 */
public final class DemoContent {

    public static final String BASE = "dc=example,dc=org";
    public static final String MAIL_DOMAIN = "example.org";

    private static final int FIRST_UID_NUMBER = 2001;
    private static final String GROUP = "Domain Users";
    private static final String GROUP_NUMBER = "5000";

    private static final List<Person> PEOPLE = List.of(
            new Person("anna", "Anna", "Arndt", List.of("anna.arndt@" + MAIL_DOMAIN)),
            new Person("ben", "Ben", "Brandt", List.of()),
            new Person("carla", "Carla", "Conrad", List.of()));

    private DemoContent() {}

    /**
     * A person who can log in.
     *
     * @param name login name
     * @param aliases further addresses
     */
    public record Person(String name, String givenName, String familyName, List<String> aliases) {

        /** Primary mail address, and login name of the mailbox. */
        public String address() {
            return name + "@" + MAIL_DOMAIN;
        }
    }

    public static List<Person> people() {
        return PEOPLE;
    }

    /**
     * Adds what is missing below {@link #BASE}. Whatever exists stays as it is, passwords too.
     *
     * @param directory with the rights of the administrator
     * @param passwords password by login name
     */
    public static void load(Directory directory, UnaryOperator<String> passwords) {
        var layout = new DirectoryLayout(BASE);
        layout.ensure(directory);
        DirectoryLayout.ensureEntry(
                directory,
                Entry.named(Dn.child(layout.mailDomains(), "cn", MAIL_DOMAIN))
                        .with("objectClass", "top", "univentionMailDomainname", "univentionObject")
                        .with("univentionObjectType", "mail/domain")
                        .with("cn", MAIL_DOMAIN)
                        .build());
        int number = FIRST_UID_NUMBER;
        for (Person person : PEOPLE) {
            DirectoryLayout.ensureEntry(directory, user(layout, person, number++, passwords.apply(person.name())));
        }
        DirectoryLayout.ensureEntry(directory, group(layout));
        DirectoryLayout.ensureEntry(
                directory,
                folder(layout, "team").with("univentionMailUserQuota", "100").build());
        DirectoryLayout.ensureEntry(
                directory,
                folder(layout, "info")
                        .with("mailPrimaryAddress", "info@" + MAIL_DOMAIN)
                        .with("univentionMailACL", "anyone read")
                        .build());
    }

    /** Sets the passwords of the people again, for an administrator who asked for other ones. */
    public static void setPasswords(Directory directory, UnaryOperator<String> passwords) {
        for (Person person : PEOPLE) {
            directory.modify(
                    dn(new DirectoryLayout(BASE), person),
                    List.of(Modification.replace("userPassword", passwords.apply(person.name()))));
        }
    }

    private static Entry user(DirectoryLayout layout, Person person, int uidNumber, String password) {
        return Entry.named(dn(layout, person))
                .with("objectClass", "top", "person", "organizationalPerson", "inetOrgPerson", "posixAccount")
                .with("objectClass", "shadowAccount", "univentionMail", "univentionObject")
                .with("univentionObjectType", "users/user")
                .with("uid", person.name())
                .with("cn", person.givenName() + " " + person.familyName())
                .with("displayName", person.givenName() + " " + person.familyName())
                .with("givenName", person.givenName())
                .with("sn", person.familyName())
                .with("uidNumber", Integer.toString(uidNumber))
                .with("gidNumber", GROUP_NUMBER)
                .with("homeDirectory", "/home/" + person.name())
                .with("mailPrimaryAddress", person.address())
                .with("mailAlternativeAddress", person.aliases().toArray(String[]::new))
                .with("userPassword", password)
                .build();
    }

    private static Entry group(DirectoryLayout layout) {
        return Entry.named(Dn.child(layout.groups(), "cn", GROUP))
                .with("objectClass", "top", "posixGroup", "univentionGroup", "univentionObject")
                .with("univentionObjectType", "groups/group")
                .with("cn", GROUP)
                .with("gidNumber", GROUP_NUMBER)
                .with("memberUid", PEOPLE.stream().map(Person::name).toArray(String[]::new))
                .with(
                        "uniqueMember",
                        PEOPLE.stream().map(person -> dn(layout, person)).toArray(String[]::new))
                .build();
    }

    /** A folder that the group writes to and its first person looks after. */
    private static Entry.Builder folder(DirectoryLayout layout, String name) {
        String cn = name + "@" + MAIL_DOMAIN;
        return Entry.named(Dn.child(layout.sharedFolders(), "cn", cn))
                .with("objectClass", "top", "univentionMailSharedFolder", "univentionObject")
                .with("univentionObjectType", "mail/folder")
                .with("cn", cn)
                .with("univentionMailACL", GROUP + " write", PEOPLE.getFirst().address() + " all");
    }

    private static String dn(DirectoryLayout layout, Person person) {
        return Dn.child(layout.users(), "uid", person.name());
    }
}
