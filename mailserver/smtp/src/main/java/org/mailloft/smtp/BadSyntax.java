package org.mailloft.smtp;

/** The client wrote something ungrammatical; thrown only by readers, answered by the session loop. */
final class BadSyntax extends RuntimeException {

    private final transient Reply reply;

    BadSyntax(Reply reply) {
        super(reply.toString(), null, false, false);
        this.reply = reply;
    }

    BadSyntax(int code, String enhanced, String text) {
        this(Reply.of(code, enhanced, text));
    }

    /** What to tell the client. */
    Reply reply() {
        return reply;
    }
}
