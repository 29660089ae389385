package org.mailloft.admin;

import org.mailloft.doveadm.ExitCode;
import org.mailloft.storage.MailFailure;
import org.mailloft.storage.MailStore;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.Namespace;

/** One user's mail, opened for one command. */
public final class MailSession {

    private final MailStore store;
    private final Output out;
    private int exitCode = ExitCode.OK;

    MailSession(MailStore store, Output out) {
        this.store = store;
        this.out = out;
    }

    public MailStore store() {
        return store;
    }

    public Output out() {
        return out;
    }

    /** Reports a failure after which the command goes on with something else. */
    public void fail(MailFailure failure, String what) {
        fail(ExitCodes.of(failure.reason()), what + ": " + failure.clientText());
    }

    /** Likewise; the first code stays, but {@link ExitCode#TEMPORARY} wins. */
    public void fail(int code, String text) {
        out.error("doveadm(" + store.user().name() + "): Error: " + text);
        if (exitCode == ExitCode.OK || code == ExitCode.TEMPORARY) {
            exitCode = code;
        }
    }

    int exitCode() {
        return exitCode;
    }

    /** Separates levels in names of this user's private mailboxes. */
    public char separator() {
        return store.namespaces().stream()
                .filter(Namespace::inbox)
                .findFirst()
                .orElseThrow()
                .separator();
    }

    /**
     * A name that was given as a parameter.
     *
     * @throws MailFailure when no mailbox can have it
     */
    public MailboxName name(String text) {
        return MailboxName.of(text, separator());
    }
}
