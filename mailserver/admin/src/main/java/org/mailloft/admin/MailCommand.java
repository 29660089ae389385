package org.mailloft.admin;

import java.util.List;
import org.mailloft.doveadm.format.Column;

/** A doveadm command that works on users' mail, run once for each of them. One record in one file. */
public interface MailCommand {

    /** Columns of its rows; none for a command without output. */
    List<Column> columns();

    /** Does the work for one user. A {@link org.mailloft.storage.MailFailure} that it lets pass ends it for this user. */
    void run(MailSession session);

    /** Called once when all users are done, for rows about all of them. */
    default void finish(Output out) {}

    /** Makes a command of its parameters. */
    @FunctionalInterface
    interface Parser {
        /** @throws AdminFailure when they make no sense */
        MailCommand parse(Params params);
    }
}
