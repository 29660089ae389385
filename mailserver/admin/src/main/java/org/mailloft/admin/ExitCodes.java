package org.mailloft.admin;

import org.mailloft.doveadm.ExitCode;
import org.mailloft.storage.MailFailure;

/** The one place that turns failures of the mail store into exit codes. */
final class ExitCodes {

    private ExitCodes() {}

    static int of(MailFailure.Reason reason) {
        return switch (reason) {
            case NOT_FOUND, EXPUNGED -> ExitCode.NOT_FOUND;
            case EXISTS, NOT_POSSIBLE, LIMIT, IN_USE -> ExitCode.DATA;
            case NO_PERMISSION -> ExitCode.NO_PERMISSION;
            case OVER_QUOTA -> ExitCode.OVER_QUOTA;
            case UNAVAILABLE -> ExitCode.TEMPORARY;
        };
    }
}
