package org.mailloft.directory.testing;

import java.net.URI;
import org.mailloft.directory.Directory;
import org.mailloft.directory.DirectorySettings;
import org.mailloft.directory.Entry;
import org.mailloft.directory.client.LdapDirectory;

/** A directory server that a test owns, with an empty base entry. */
public interface TestDirectory extends AutoCloseable {

    String BASE = "dc=example,dc=org";
    String USERS = "cn=users," + BASE;
    String ADMIN = "cn=admin," + BASE;
    String PASSWORD = "test-secret";

    URI uri();

    /** Stops the server as an administrator would; nothing is lost. */
    void stop();

    /** Starts it again on the same port with the same content. */
    void start();

    /** Makes the server forget what it would need to tell a returning client about deletions. Only while stopped. */
    void forgetHistory();

    @Override
    void close();

    default DirectorySettings settings() {
        return DirectorySettings.of(uri(), ADMIN, PASSWORD);
    }

    /** A client as the administrator, closed by the caller. */
    default Directory connect() {
        return LdapDirectory.of(settings());
    }

    /** The entries above all others. */
    default void addBase() {
        try (Directory directory = connect()) {
            directory.add(Entry.named(BASE)
                    .with("objectClass", "top", "domain")
                    .with("dc", "example")
                    .build());
            directory.add(Entry.named(USERS)
                    .with("objectClass", "top", "organizationalRole")
                    .with("cn", "users")
                    .build());
        }
    }

    /** A user with a mailbox whose password is his name. */
    static Entry user(String name) {
        return Entry.named("uid=" + name + "," + USERS)
                .with("objectClass", "top", "person", "organizationalPerson", "inetOrgPerson", "univentionMail")
                .with("uid", name)
                .with("cn", name)
                .with("sn", name)
                .with("mailPrimaryAddress", name + "@example.org")
                .with("userPassword", name)
                .build();
    }
}
