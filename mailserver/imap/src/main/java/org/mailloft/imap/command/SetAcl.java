package org.mailloft.imap.command;

import org.mailloft.imap.Command;
import org.mailloft.imap.ImapSession;
import org.mailloft.imap.Responder;
import org.mailloft.imap.ResponseCode;
import org.mailloft.imap.wire.ImapReader;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.acl.AclChange;
import org.mailloft.storage.acl.AclChange.Mode;
import org.mailloft.storage.acl.Rights;

/**
 * SETACL and DELETEACL: give somebody rights on a mailbox, or take them. RFC 4314 sections 3.1 and 3.2.
 *
 * @param done what the client is told
 */
record SetAcl(MailboxName mailbox, AclChange change, String done) implements Command {

    /** {@code setacl = "SETACL" SP mailbox SP identifier SP mod-rights}, {@code mod-rights = astring ; +rights / -rights / rights} */
    static SetAcl parse(ImapReader in) {
        var mailbox = in.sp().mailbox();
        var subject = AclWords.Subject.of(in.sp().astring());
        var letters = in.sp().astring();
        in.crlf();
        var mode = letters.startsWith("+") ? Mode.ADD : letters.startsWith("-") ? Mode.REMOVE : Mode.REPLACE;
        var rights = AclWords.rights(mode == Mode.REPLACE ? letters : letters.substring(1));
        return new SetAcl(
                mailbox, new AclChange(subject.identifier(), subject.denied(), mode, rights), "Setacl complete.");
    }

    /** {@code deleteacl = "DELETEACL" SP mailbox SP identifier} */
    static SetAcl parseDelete(ImapReader in) {
        var mailbox = in.sp().mailbox();
        var subject = AclWords.Subject.of(in.sp().astring());
        in.crlf();
        return new SetAcl(
                mailbox,
                new AclChange(subject.identifier(), subject.denied(), Mode.CLEAR, Rights.NONE),
                "Deleteacl complete.");
    }

    @Override
    public ResponseCode missingMailbox() {
        return ResponseCode.NONEXISTENT;
    }

    @Override
    public void run(ImapSession session, Responder out) {
        AclWords.control(session).change(mailbox, change);
        out.ok(done);
    }
}
