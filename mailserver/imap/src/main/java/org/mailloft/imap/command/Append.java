package org.mailloft.imap.command;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailloft.imap.Command;
import org.mailloft.imap.ImapSession;
import org.mailloft.imap.Responder;
import org.mailloft.imap.ResponseCode;
import org.mailloft.imap.wire.BadSyntax;
import org.mailloft.imap.wire.ImapReader;
import org.mailloft.storage.Flags;
import org.mailloft.storage.IncomingMessage;
import org.mailloft.storage.MailFailure;
import org.mailloft.storage.Mailbox;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.UidSet;

/**
 * APPEND: messages from the client into a mailbox, all of them or none. RFC 3501 section 6.3.11; several at once are RFC
 * 3502, UTF8 is RFC 6855. The only command that reads while it runs: a message goes from the connection to the store, and never lies in
 * memory whole.
 *
 * @param first what stands before the octets of the first message
 * @param in where they and further messages come from
 */
record Append(MailboxName mailbox, Head first, ImapReader in) implements Command {

    private static final int BUFFER_OCTETS = 16 * 1024;

    /** What is said about a message before its octets. */
    private record Head(Flags flags, Optional<Instant> date, boolean utf8, ImapReader.Literal literal) {

        /** {@code append-message = append-opts SP literal}, {@code append-opts = [SP flag-list] [SP date-time]} */
        static Head parse(ImapReader in) {
            if (in.atEnd()) {
                throw new BadSyntax("Missing message size", in.position());
            }
            in.sp();
            var flags = Flags.NONE;
            if (in.nextIs('(')) {
                flags = in.flagList();
                in.sp();
            }
            var date = Optional.<Instant>empty();
            if (in.nextIs('"')) {
                date = Optional.of(in.dateTime());
                in.sp();
            }
            boolean utf8 = !in.nextIs('{');
            if (utf8) {
                openUtf8(in);
            }
            return new Head(flags, date, utf8, in.literal());
        }

        /** {@code "UTF8" SP "(" literal8 ")"}, up to the literal; RFC 6855 section 4. */
        private static void openUtf8(ImapReader in) {
            if (!in.atom().equalsIgnoreCase("UTF8")) {
                throw new BadSyntax("Invalid arguments.", in.position());
            }
            in.sp().expect('(').expect('~');
        }
    }

    /** {@code append = "APPEND" SP mailbox 1*append-message}; stops before the octets of the first message. */
    static Append parse(ImapReader in) {
        var mailbox = in.sp().mailbox();
        return new Append(mailbox, Head.parse(in), in);
    }

    @Override
    public ResponseCode missingMailbox() {
        return ResponseCode.TRYCREATE;
    }

    @Override
    public void run(ImapSession session, Responder out) {
        try (Mailbox into = session.store().open(mailbox, true)) {
            var messages = new ArrayList<Mailbox.Append>();
            try {
                receive(first, into, session, messages);
                while (!in.atEnd()) {
                    receive(Head.parse(in), into, session, messages);
                }
                in.crlf();
                var uids = into.append(messages);
                out.ok("APPENDUID " + into.uidValidity() + " " + UidSet.of(uids), "Append completed.");
            } finally {
                messages.forEach(message -> message.content().close());
            }
        }
    }

    private void receive(Head head, Mailbox into, ImapSession session, List<Mailbox.Append> messages) {
        if (head.literal().octets() == 0) {
            throw new MailFailure(MailFailure.Reason.NOT_POSSIBLE, "Can't save a zero byte message.");
        }
        session.store().checkRoom(mailbox, head.literal().octets());
        IncomingMessage content = into.receive();
        var date = head.date().orElseGet(() -> session.service().clock().instant());
        messages.add(new Mailbox.Append(content, head.flags(), date));
        in.accept(head.literal());
        var buffer = new byte[(int) Math.min(head.literal().octets(), BUFFER_OCTETS)];
        for (int count = in.readLiteral(buffer, 0, buffer.length);
                count > 0;
                count = in.readLiteral(buffer, 0, buffer.length)) {
            content.write(buffer, 0, count);
        }
        if (head.utf8()) {
            in.expect(')');
        }
    }
}
