package org.mailloft.imap.command;

import java.util.Optional;
import org.mailloft.imap.ImapSession;
import org.mailloft.imap.wire.BadSyntax;
import org.mailloft.storage.MailFailure;
import org.mailloft.storage.acl.AccessControl;
import org.mailloft.storage.acl.AclIdentifier;
import org.mailloft.storage.acl.BadAcl;
import org.mailloft.storage.acl.Right;
import org.mailloft.storage.acl.Rights;

/** How rights and those who have them are spelled over IMAP, as Dovecot does: {@code $} before groups. RFC 4314. */
final class AclWords {

    private static final String GROUP = "$";
    private static final String GROUP_OVERRIDE = "!$";
    private static final String GLOBAL = "#";

    private AclWords() {}

    /** The rights of the session's mail. */
    static AccessControl control(ImapSession session) {
        return AccessControl.of(session.store())
                .orElseThrow(() -> new MailFailure(MailFailure.Reason.NOT_POSSIBLE, "ACLs disabled."));
    }

    /**
     * What a client means.
     *
     * @param denied whether it is about rights that are taken away
     */
    record Subject(AclIdentifier identifier, boolean denied) {

        /** {@code identifier = astring}, a hyphen before it for what is denied (section 2) */
        static Subject of(String text) {
            if (text.chars().anyMatch(c -> c < ' ')) {
                throw new BadSyntax("Invalid identifier");
            }
            boolean denied = text.startsWith("-");
            var name = denied ? text.substring(1) : text;
            if (name.isEmpty()) {
                throw new BadSyntax("Invalid arguments.");
            }
            if (name.startsWith(GLOBAL)) {
                throw new BadSyntax("Global ACLs can't be modified: " + name);
            }
            return new Subject(identifier(name), denied);
        }

        private static AclIdentifier identifier(String name) {
            if (name.startsWith(GROUP)) {
                return AclIdentifier.group(name.substring(GROUP.length()));
            }
            if (name.startsWith(GROUP_OVERRIDE)) {
                return AclIdentifier.groupOverride(name.substring(GROUP_OVERRIDE.length()));
            }
            return switch (name) {
                case "anyone", "anonymous" -> AclIdentifier.ANYONE;
                case "authenticated" -> AclIdentifier.AUTHENTICATED;
                case "owner" -> AclIdentifier.OWNER;
                default -> AclIdentifier.user(name);
            };
        }
    }

    /** As {@link Subject#of} reads it; an entry of the server's own file is marked as such. */
    static String written(AclIdentifier identifier, boolean denied, boolean global) {
        var name =
                switch (identifier.kind()) {
                    case ANYONE, AUTHENTICATED, OWNER -> identifier.text();
                    case GROUP -> GROUP + identifier.name();
                    case GROUP_OVERRIDE -> GROUP_OVERRIDE + identifier.name();
                    case USER -> identifier.name();
                };
        return (denied ? "-" : "") + (global ? GLOBAL : "") + name;
    }

    /** {@code rights = astring}, only known letters (section 3.1) */
    static Rights rights(String letters) {
        try {
            return Rights.ofLetters(letters);
        } catch (BadAcl _) {
            throw new BadSyntax("Invalid ACL right: " + unknown(letters).orElse(letters));
        }
    }

    private static Optional<String> unknown(String letters) {
        return letters.chars()
                .filter(c -> c != 'c' && c != 'd' && Right.of((char) c).isEmpty())
                .mapToObj(Character::toString)
                .findFirst();
    }
}
