package org.mailloft.setup;

import java.nio.file.Path;
import java.util.List;
import org.mailloft.ucr.Assignment;

/**
 * Which directory this host uses, as the registry has it. Each choice sets all that there is to say, so that nothing is left
 * of an earlier one: a host without a directory, the slapd of the host, a directory elsewhere.
 *
 * @param uris separated by blanks
 * @param bindDn our account, whose password is in {@link #SECRET}
 * @param hasStartTls whether connections to {@code ldap://} are encrypted
 * @param authorities certificates to trust, in PEM form
 */
record DirectoryChoice(String base, String uris, String bindDn, boolean hasStartTls, Path authorities) {

    static final Path SECRET = Path.of("/etc/mailloft/ldap.secret");

    /** What the mail server trusts; Postfix has a variable of its own. */
    static final String AUTHORITIES = "mail/dovecot/auth/ldap/cafile";

    List<Assignment> assignments() {
        String startTls = hasStartTls ? "yes" : "no";
        return List.of(
                new Assignment.Set("ldap/base", base),
                new Assignment.Set("mailloft/ldap/uris", uris),
                new Assignment.Set("mailloft/ldap/binddn", bindDn),
                new Assignment.Set("mailloft/ldap/secret", SECRET.toString()),
                new Assignment.Set("mailloft/ldap/starttls", startTls),
                new Assignment.Set("mail/postfix/ldaptable/starttls", startTls),
                new Assignment.Set(AUTHORITIES, authorities.toString()),
                new Assignment.Set("mail/postfix/ldaptable/tlscacertfile", authorities.toString()));
    }
}
