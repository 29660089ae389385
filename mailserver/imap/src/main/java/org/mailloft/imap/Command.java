package org.mailloft.imap;

/** A command that was read completely. Its name, grammar and states are an entry of the {@link CommandTable}. */
@FunctionalInterface
public interface Command {

    /**
     * Does it and answers it, with exactly one of the tagged replies of {@code out}. A
     * {@link org.mailloft.storage.MailFailure} or {@link org.mailloft.imap.wire.BadSyntax} thrown here is answered by
     * the session.
     */
    void run(ImapSession session, Responder out);

    /** What the client is told when a mailbox this command names is not there; none in most. */
    default ResponseCode missingMailbox() {
        return ResponseCode.NONE;
    }
}
