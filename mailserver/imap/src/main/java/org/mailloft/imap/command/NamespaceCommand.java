package org.mailloft.imap.command;

import org.mailloft.imap.Command;
import org.mailloft.imap.ImapSession;
import org.mailloft.imap.Responder;
import org.mailloft.imap.wire.ImapReader;
import org.mailloft.imap.wire.ImapWriter;
import org.mailloft.storage.Namespace;

/** NAMESPACE: where whose mailboxes are. RFC 2342. */
record NamespaceCommand() implements Command {

    static NamespaceCommand parse(ImapReader in) {
        in.crlf();
        return new NamespaceCommand();
    }

    @Override
    public void run(ImapSession session, Responder out) {
        var line = out.untagged("NAMESPACE");
        write(session, Namespace.Kind.PRIVATE, line);
        write(session, Namespace.Kind.SHARED, line);
        write(session, Namespace.Kind.PUBLIC, line);
        line.crlf();
        out.ok("Namespace completed.");
    }

    private static void write(ImapSession session, Namespace.Kind kind, ImapWriter line) {
        var namespaces = session.store().namespaces().stream()
                .filter(namespace -> namespace.kind() == kind && !namespace.hidden())
                .toList();
        if (namespaces.isEmpty()) {
            line.nil();
            return;
        }
        line.open();
        for (var namespace : namespaces) {
            line.open()
                    .quotedMailbox(namespace.prefix())
                    .quoted(String.valueOf(namespace.separator()))
                    .close();
        }
        line.close();
    }
}
