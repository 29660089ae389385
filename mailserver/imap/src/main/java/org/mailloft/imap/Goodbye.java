package org.mailloft.imap;

/** The session ends now, by its own decision: BYE for the client, a reason for the log. Carries no stack trace. */
final class Goodbye extends RuntimeException {

    private final String clientText;

    /** @param clientText text of BYE; means nothing when the line before it is half written */
    Goodbye(String clientText, String logText) {
        super(logText, null, false, false);
        this.clientText = clientText;
    }

    String clientText() {
        return clientText;
    }

    String logText() {
        return getMessage();
    }

    static Goodbye mailboxDeleted() {
        var text = "Selected mailbox was deleted, have to disconnect.";
        return new Goodbye(text, text);
    }

    static Goodbye mailboxClosed() {
        var text = "Selected mailbox may not be read any more, have to disconnect.";
        return new Goodbye(text, text);
    }
}
