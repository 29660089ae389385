package org.mailloft.imap.command;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.mailloft.imap.Command;
import org.mailloft.imap.ImapSession;
import org.mailloft.imap.Responder;
import org.mailloft.imap.ResponseCode;
import org.mailloft.imap.wire.ImapReader;
import org.mailloft.imap.wire.ImapWriter;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.acl.Acl;
import org.mailloft.storage.acl.AclIdentifier;
import org.mailloft.storage.acl.Rights;

/** GETACL: who has which rights on a mailbox. RFC 4314 section 3.3. */
record GetAcl(MailboxName mailbox) implements Command {

    /** {@code getacl = "GETACL" SP mailbox} */
    static GetAcl parse(ImapReader in) {
        var mailbox = in.sp().mailbox();
        in.crlf();
        return new GetAcl(mailbox);
    }

    @Override
    public ResponseCode missingMailbox() {
        return ResponseCode.NONEXISTENT;
    }

    @Override
    public void run(ImapSession session, Responder out) {
        var control = AclWords.control(session);
        var acl = control.acl(mailbox);
        var owner = control.ownerOf(mailbox).filter(session.store().user().name()::equals);
        var line = out.untagged("ACL").mailbox(mailbox);
        boolean asUser = owner.isPresent() && count(acl, owner.get()) <= 1;
        for (var entry : acl.entries()) {
            boolean isOwner = entry.identifier().equals(AclIdentifier.OWNER);
            var who = isOwner && asUser ? AclIdentifier.user(owner.get()) : entry.identifier();
            entry.granted().ifPresent(rights -> write(line, AclWords.written(who, false, entry.global()), rights));
            entry.denied().ifPresent(rights -> write(line, AclWords.written(who, true, entry.global()), rights));
        }
        if (owner.isPresent() && !isGranted(acl, owner)) {
            write(line, asUser ? owner.get() : "owner", Rights.ALL);
        }
        line.crlf();
        out.ok("Getacl completed.");
    }

    /** Entries about the owner: as one of two he cannot be told from himself. */
    private static long count(Acl acl, String owner) {
        return acl.entries().stream()
                .filter(entry -> isAbout(entry.identifier(), owner))
                .count();
    }

    private static boolean isGranted(Acl acl, Optional<String> owner) {
        return acl.entries().stream()
                .anyMatch(entry -> isAbout(entry.identifier(), owner.orElseThrow())
                        && entry.granted().isPresent());
    }

    private static boolean isAbout(AclIdentifier identifier, String owner) {
        return identifier.equals(AclIdentifier.OWNER) || identifier.equals(AclIdentifier.user(owner));
    }

    private static void write(ImapWriter line, String identifier, Rights rights) {
        line.astring(identifier.getBytes(StandardCharsets.UTF_8));
        var letters = rights.equals(Rights.ALL) ? rights.letters() : rights.lettersByName();
        line.astring((letters + rights.oldLetters()).getBytes(StandardCharsets.US_ASCII));
    }
}
