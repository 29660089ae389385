package org.mailloft.storage;

/**
 * A valid request that the mail store cannot carry out. Caused by the client or by the state of its mail, never by a
 * bug or a broken disk; those pass as unchecked exceptions of their own. Carries no stack trace.
 */
public final class MailFailure extends RuntimeException {

    /** Why, in the closed list that every protocol maps to its own codes. */
    public enum Reason {
        /** The mailbox or message does not exist, or may not be known to exist. */
        NOT_FOUND,
        /** The target exists already. */
        EXISTS,
        /** The user lacks a right. */
        NO_PERMISSION,
        /** The request makes no sense here: invalid name, INBOX deleted, rename below itself. */
        NOT_POSSIBLE,
        /** The user's quota is exhausted. */
        OVER_QUOTA,
        /** A size or count limit of the server is exceeded. */
        LIMIT,
        /** A lock could not be had in time. */
        IN_USE,
        /** The message was expunged by somebody else. */
        EXPUNGED,
        /** Storage is away or full for the moment; trying again later makes sense. */
        UNAVAILABLE
    }

    private final Reason reason;

    /**
     * @param reason what went wrong
     * @param clientText one sentence a client may see: no path, no setting, no other user
     */
    public MailFailure(Reason reason, String clientText) {
        super(clientText, null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** What the client may be told. */
    public String clientText() {
        return getMessage();
    }

    /** The failure every command gives for a mailbox that is not there. */
    public static MailFailure noSuchMailbox(MailboxName name) {
        return new MailFailure(Reason.NOT_FOUND, "Mailbox doesn't exist: " + name);
    }

    /** The failure of an operation on a message that is not there any more. */
    public static MailFailure expunged() {
        return new MailFailure(Reason.EXPUNGED, "Some of the requested messages no longer exist.");
    }
}
