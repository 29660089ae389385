package org.mailloft.directory.content;

import java.util.List;
import java.util.function.UnaryOperator;
import org.mailloft.directory.Directory;
import org.mailloft.directory.Dn;
import org.mailloft.directory.Entry;
import org.mailloft.directory.Modification;

/**
 * Mail domain {@code example.org} with three people, one of them with a second address, and their groups: {@code office@}
 * (Anna and Ben), {@code everyone@} (the office and Carla), and a list {@code board@} to which only the office may write.
 * Two folders for all of them: one that takes mail and one that does not.
 */
public final class DemoContent {

    public static final String BASE = "dc=example,dc=org";
    public static final String MAIL_DOMAIN = "example.org";

    private static final int FIRST_UID_NUMBER = 2001;
    private static final String GROUP = "Domain Users";
    private static final String OFFICE = "Office";
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
        groups(layout).forEach(entry -> DirectoryLayout.ensureEntry(directory, entry));
        DirectoryLayout.ensureEntry(directory, board(layout));
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

    private static List<Entry> groups(DirectoryLayout layout) {
        var office = PEOPLE.subList(0, 2);
        var others = PEOPLE.subList(2, PEOPLE.size());
        return List.of(
                group(layout, GROUP, GROUP_NUMBER, PEOPLE).build(),
                group(layout, OFFICE, "5001", office)
                        .with("mailPrimaryAddress", "office@" + MAIL_DOMAIN)
                        .build(),
                group(layout, "Everyone", "5002", others)
                        .with("uniqueMember", Dn.child(layout.groups(), "cn", OFFICE))
                        .with("mailPrimaryAddress", "everyone@" + MAIL_DOMAIN)
                        .build());
    }

    private static Entry.Builder group(DirectoryLayout layout, String name, String number, List<Person> members) {
        return Entry.named(Dn.child(layout.groups(), "cn", name))
                .with("objectClass", "top", "posixGroup", "univentionGroup", "univentionObject")
                .with("univentionObjectType", "groups/group")
                .with("cn", name)
                .with("gidNumber", number)
                .with("memberUid", members.stream().map(Person::name).toArray(String[]::new))
                .with(
                        "uniqueMember",
                        members.stream().map(person -> dn(layout, person)).toArray(String[]::new));
    }

    private static Entry board(DirectoryLayout layout) {
        return Entry.named(Dn.child(layout.mailingLists(), "cn", "board"))
                .with("objectClass", "top", "univentionMailList", "univentionObject")
                .with("univentionObjectType", "mail/lists")
                .with("cn", "board")
                .with("mailPrimaryAddress", "board@" + MAIL_DOMAIN)
                .with("univentionMailMember", PEOPLE.getFirst().address(), "everyone@" + MAIL_DOMAIN)
                .with("univentionAllowedEmailGroups", Dn.child(layout.groups(), "cn", OFFICE))
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
