package org.mailloft.directory.mail;

import java.util.List;
import java.util.Optional;
import org.mailloft.directory.Entry;

/**
 * A group, object class {@code univentionGroup}.
 *
 * @param address mail to it goes to every member; empty when the group takes no mail
 * @param members names of the entries of users and groups in it
 * @param allowedUsers names of the entries of users who may write to the address; nobody named means everybody may
 * @param allowedGroups likewise of groups
 */
public record MailGroup(
        String dn,
        String name,
        Optional<MailAddress> address,
        List<String> members,
        List<String> allowedUsers,
        List<String> allowedGroups) {

    public static final String OBJECT_CLASS = "univentionGroup";

    public static MailGroup of(Entry entry) throws MalformedObject {
        var fields = new Fields(entry);
        return new MailGroup(
                entry.dn(),
                fields.required("cn"),
                fields.address("mailPrimaryAddress"),
                entry.values("uniqueMember"),
                entry.values("univentionAllowedEmailUsers"),
                entry.values("univentionAllowedEmailGroups"));
    }
}
