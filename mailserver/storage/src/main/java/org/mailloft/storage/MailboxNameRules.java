package org.mailloft.storage;

import java.nio.charset.StandardCharsets;

/** What every mailbox name must obey, with the texts Dovecot gives. */
final class MailboxNameRules {

    private MailboxNameRules() {}

    static MailboxName check(String name, char separator) {
        if (name.isEmpty()) {
            throw invalid("Name is empty");
        }
        if (name.getBytes(StandardCharsets.UTF_8).length > MailboxName.MAX_OCTETS) {
            throw new MailFailure(MailFailure.Reason.NOT_POSSIBLE, "Mailbox name too long");
        }
        if (name.charAt(0) == separator) {
            throw invalid("Begins with hierarchy separator");
        }
        if (name.charAt(name.length() - 1) == separator) {
            throw invalid("Ends with hierarchy separator");
        }
        if (name.indexOf("" + separator + separator) >= 0) {
            throw invalid("Has adjacent hierarchy separators");
        }
        if (name.charAt(0) == '~') {
            throw invalid("Begins with '~'");
        }
        if (name.chars().anyMatch(c -> c < 0x20 || c == 0x7f)) {
            throw new MailFailure(
                    MailFailure.Reason.NOT_POSSIBLE, "Control characters not allowed in new mailbox names");
        }
        for (var part : name.split(java.util.regex.Pattern.quote(String.valueOf(separator)))) {
            if (part.getBytes(StandardCharsets.UTF_8).length > MailboxName.MAX_PART_OCTETS) {
                throw new MailFailure(MailFailure.Reason.NOT_POSSIBLE, "Mailbox name too long");
            }
            if (part.equals("..") || part.equals(".")) {
                throw invalid("Contains '" + part + "' part");
            }
        }
        if (name.length() >= 5
                && name.regionMatches(true, 0, "INBOX", 0, 5)
                && (name.length() == 5 || name.charAt(5) == separator)) {
            return new MailboxName("INBOX" + name.substring(5));
        }
        return new MailboxName(name);
    }

    private static MailFailure invalid(String why) {
        return new MailFailure(MailFailure.Reason.NOT_POSSIBLE, "Invalid mailbox name: " + why);
    }
}
