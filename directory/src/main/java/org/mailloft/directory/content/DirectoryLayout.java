package org.mailloft.directory.content;

import java.util.List;
import org.mailloft.directory.Directory;
import org.mailloft.directory.DirectoryFailure;
import org.mailloft.directory.Dn;
import org.mailloft.directory.Entry;
import org.mailloft.directory.Modification;

/**
 * Where things are in the directory of a UCS domain.
 *
 * @param base name of the topmost entry
 */
public record DirectoryLayout(String base) {

    public String users() {
        return Dn.child(base, "cn", "users");
    }

    public String groups() {
        return Dn.child(base, "cn", "groups");
    }

    public String computers() {
        return Dn.child(base, "cn", "computers");
    }

    public String mail() {
        return Dn.child(base, "cn", "mail");
    }

    public String mailDomains() {
        return Dn.child(mail(), "cn", "domain");
    }

    public String sharedFolders() {
        return Dn.child(mail(), "cn", "folder");
    }

    public String mailingLists() {
        return Dn.child(mail(), "cn", "mailinglists");
    }

    /** Adds the base entry and the containers that are missing. Needs the rights of the administrator. */
    public void ensure(Directory directory) {
        ensureEntry(
                directory,
                Entry.named(base)
                        .with("objectClass", "top", "domain")
                        .with("dc", Dn.leafValue(base))
                        .build());
        for (String container :
                List.of(users(), groups(), computers(), mail(), mailDomains(), sharedFolders(), mailingLists())) {
            ensureEntry(
                    directory,
                    Entry.named(container)
                            .with("objectClass", "top", "organizationalRole")
                            .with("cn", Dn.leafValue(container))
                            .build());
        }
    }

    /**
     * Adds an account for a program, or gives it this password. In the embedded directory such an account reads
     * everything but passwords; a slapd needs an access rule that says so.
     *
     * @return name of the account, to bind with
     */
    public String ensureService(Directory directory, String name, String password) {
        String dn = Dn.child(computers(), "cn", name);
        boolean isNew = ensureEntry(
                directory,
                Entry.named(dn)
                        .with("objectClass", "top", "organizationalRole", "simpleSecurityObject")
                        .with("cn", name)
                        .with("userPassword", password)
                        .build());
        if (!isNew && !directory.passwordMatches(dn, password)) {
            directory.modify(dn, List.of(Modification.replace("userPassword", password)));
        }
        return dn;
    }

    /** Adds an entry unless there is one of this name. True when it was added. */
    static boolean ensureEntry(Directory directory, Entry entry) {
        try {
            directory.add(entry);
            return true;
        } catch (DirectoryFailure failure) {
            if (failure.reason() == DirectoryFailure.Reason.ALREADY_EXISTS) {
                return false;
            }
            throw failure;
        }
    }
}
