package org.mailloft.listener;

import java.util.List;

/** What the listener has done in the mail server. Every operation may be repeated. Thread safe. */
public interface MailServerControl {

    /** Makes the user's INBOX, or finds it there. */
    Outcome createInbox(String user);

    /** Makes the server ask the directory again about these login names, known ones and unknown ones. */
    Outcome flushAuthCache(List<String> users);

    /** Ends all sessions of a user, if there are any. */
    Outcome kick(String user);

    /** How an operation ended. */
    sealed interface Outcome {

        record Done() implements Outcome {}

        /** Not now; it may well work later, for this user. */
        record Later(String reason) implements Outcome {}

        /** It does not work for this user. */
        record Refused(String reason) implements Outcome {}

        /** The server cannot be asked at all. */
        record Unavailable(String reason) implements Outcome {}
    }
}
