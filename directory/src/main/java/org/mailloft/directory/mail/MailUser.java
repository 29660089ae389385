package org.mailloft.directory.mail;

import java.util.List;
import java.util.Optional;
import org.mailloft.directory.Entry;

/**
 * A person, object class {@code univentionMail}.
 *
 * @param uid login name
 * @param address names the mailbox; a person without it has none
 * @param aliases further addresses of the mailbox
 * @param homeServer host that keeps the mailbox, in lower case; empty for every host
 * @param quotaMegabytes 0 for no limit
 */
public record MailUser(
        String dn,
        String uid,
        Optional<MailAddress> address,
        List<MailAddress> aliases,
        Optional<String> homeServer,
        int quotaMegabytes) {

    public static final String OBJECT_CLASS = "univentionMail";

    public static MailUser of(Entry entry) throws MalformedObject {
        var fields = new Fields(entry);
        return new MailUser(
                entry.dn(),
                fields.required("uid"),
                fields.address("mailPrimaryAddress"),
                fields.addresses("mailAlternativeAddress"),
                HomeServer.of(entry),
                fields.quotaMegabytes());
    }
}
