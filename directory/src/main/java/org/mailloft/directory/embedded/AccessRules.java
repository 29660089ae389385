package org.mailloft.directory.embedded;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ResultCode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

/**
 * Who may do what. The administrator may do everything; services read everything but passwords; a person reads the own
 * entry and sets the own password; anonymous clients see the root DSE, which is not an entry of the tree.
 */
final class AccessRules {

    private final DN administrator;
    private final byte[] administratorPassword;
    private final Passwords passwords;
    private final DirectoryTree tree;

    AccessRules(DN administrator, String administratorPassword, Passwords passwords, DirectoryTree tree) {
        this.administrator = administrator;
        this.administratorPassword = administratorPassword.getBytes(StandardCharsets.UTF_8);
        this.passwords = passwords;
        this.tree = tree;
    }

    /** Who this is, empty when the password is wrong. Neither name nor password is empty. */
    Optional<Identity> identify(DN dn, byte[] password) {
        if (dn.equals(administrator)) {
            return MessageDigest.isEqual(administratorPassword, password)
                    ? Optional.of(new Identity.Administrator(dn))
                    : Optional.empty();
        }
        return tree.get(dn)
                .filter(stored -> passwords.matches(stored.entry(), new String(password, StandardCharsets.UTF_8)))
                .map(stored -> stored.entry().hasObjectClass("simpleSecurityObject")
                        ? new Identity.Service(dn)
                        : new Identity.Person(dn));
    }

    /** The part of an entry that the client may know about; filters look at nothing else. */
    Optional<Entry> visible(Identity who, StoredEntry stored) {
        return switch (who) {
            case Identity.Anonymous _ -> Optional.empty();
            case Identity.Administrator _ -> Optional.of(stored.entry());
            case Identity.Service _ -> Optional.of(withoutPassword(stored));
            case Identity.Person person ->
                person.dn().equals(stored.dn()) ? Optional.of(withoutPassword(stored)) : Optional.empty();
        };
    }

    /** Refuses reading for everybody who is nobody. */
    void requireKnown(Identity who) throws LDAPException {
        if (who instanceof Identity.Anonymous) {
            throw new LDAPException(ResultCode.INSUFFICIENT_ACCESS_RIGHTS, "a bind is needed first");
        }
    }

    /** Whether the client may follow changes. */
    void requireReader(Identity who) throws LDAPException {
        switch (who) {
            case Identity.Administrator _, Identity.Service _ -> {}
            case Identity.Anonymous _, Identity.Person _ -> throw denied();
        }
    }

    void requireAdministrator(Identity who) throws LDAPException {
        if (!(who instanceof Identity.Administrator)) {
            throw denied();
        }
    }

    void requireModify(Identity who, DN target, List<Modification> modifications) throws LDAPException {
        boolean ownPassword = who instanceof Identity.Person(DN self)
                && self.equals(target)
                && modifications.stream()
                        .allMatch(each -> each.getAttributeName().equalsIgnoreCase(Passwords.ATTRIBUTE));
        if (!ownPassword) {
            requireAdministrator(who);
        }
    }

    private static Entry withoutPassword(StoredEntry stored) {
        if (!stored.entry().hasAttribute(Passwords.ATTRIBUTE)) {
            return stored.entry();
        }
        var visible = stored.entry().duplicate();
        visible.removeAttribute(Passwords.ATTRIBUTE);
        return visible;
    }

    private static LDAPException denied() {
        return new LDAPException(ResultCode.INSUFFICIENT_ACCESS_RIGHTS, "not allowed for this account");
    }
}
