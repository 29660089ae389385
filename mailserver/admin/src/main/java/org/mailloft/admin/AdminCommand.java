package org.mailloft.admin;

/** A doveadm command that works on the server. One record in one file: its parameters, then what it does. */
public interface AdminCommand {

    /**
     * Does the work.
     *
     * @return exit code, see {@link org.mailloft.doveadm.ExitCode}
     * @throws AdminFailure when it cannot be done
     */
    int run(AdminServices services, Output out);

    /** Makes a command of its parameters. */
    @FunctionalInterface
    interface Parser {
        /** @throws AdminFailure when they make no sense */
        AdminCommand parse(Params params);
    }
}
