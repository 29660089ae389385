package org.mailloft.auth;

import org.mailloft.conf.Setting;

/**
 * One {@code userdb} section.
 *
 * @param driver {@code passwd-file}, {@code ldap}, {@code static} or {@code prefetch}
 * @param args of the driver, with variables
 * @param defaultFields {@code key=value} words that the database may overrule, with variables
 * @param overrideFields words that overrule the database
 */
public record UserdbSettings(
        @Setting("driver") String driver,
        @Setting("args") String args,
        @Setting("default_fields") String defaultFields,
        @Setting("override_fields") String overrideFields,
        @Setting("skip") Skip skip,
        @Setting("result_success") DatabaseRule resultSuccess,
        @Setting("result_failure") DatabaseRule resultFailure,
        @Setting("result_internalfail") DatabaseRule resultInternalfail,
        @Setting("auth_verbose") String authVerbose) {

    /** When not to ask this database. */
    public enum Skip {
        NEVER,
        FOUND,
        NOTFOUND
    }

    /** The defaults with this driver. */
    public static UserdbSettings of(String driver, String args) {
        return new UserdbSettings(
                driver,
                args,
                "",
                "",
                Skip.NEVER,
                DatabaseRule.RETURN_OK,
                DatabaseRule.CONTINUE,
                DatabaseRule.CONTINUE,
                "default");
    }
}
