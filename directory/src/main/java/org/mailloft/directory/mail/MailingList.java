package org.mailloft.directory.mail;

import java.util.List;
import java.util.Optional;
import org.mailloft.directory.Entry;

/**
 * A list of addresses with an address of its own, object class {@code univentionMailList}.
 *
 * @param members addresses, also of other domains
 * @param allowedUsers names of the entries of users who may write to it; nobody named means everybody may
 * @param allowedGroups likewise of groups
 */
public record MailingList(
        String dn,
        String name,
        Optional<MailAddress> address,
        List<MailAddress> members,
        List<String> allowedUsers,
        List<String> allowedGroups) {

    public static final String OBJECT_CLASS = "univentionMailList";

    public static MailingList of(Entry entry) throws MalformedObject {
        var fields = new Fields(entry);
        return new MailingList(
                entry.dn(),
                fields.required("cn"),
                fields.address("mailPrimaryAddress"),
                fields.addresses("univentionMailMember"),
                entry.values("univentionAllowedEmailUsers"),
                entry.values("univentionAllowedEmailGroups"));
    }
}
