package org.mailloft.directory.mail;

import java.util.Locale;
import org.mailloft.directory.Entry;

/**
 * A domain that mail is accepted for, object class {@code univentionMailDomainname}. ({@code univentionMailDomain} is an
 * unrelated leftover.)
 *
 * @param name in lower case
 */
public record MailDomain(String dn, String name) {

    public static final String OBJECT_CLASS = "univentionMailDomainname";

    public static MailDomain of(Entry entry) throws MalformedObject {
        String name = new Fields(entry).required("cn").toLowerCase(Locale.ROOT);
        if (MailAddress.parse("postmaster@" + name).isEmpty()) {
            throw new MalformedObject(entry.dn(), "cn", name, "is no domain name");
        }
        return new MailDomain(entry.dn(), name);
    }
}
