package org.mailloft.auth;

import java.util.List;
import org.mailloft.conf.Setting;

/**
 * One {@code passdb} section.
 *
 * @param driver {@code passwd-file}, {@code ldap} or {@code static}
 * @param args of the driver, with variables
 * @param defaultFields {@code key=value} words that the database may overrule, with variables
 * @param overrideFields words that overrule the database
 * @param mechanisms SASL mechanisms this database is for; all when empty, {@code none} for lookups only
 * @param usernameFilter patterns of names this database is for; {@code !} excludes; all when empty
 * @param deny whoever is found here may not log in
 * @param pass old name for {@code result_success=continue}
 * @param master those found here may log in as somebody else
 * @param authVerbose {@code yes}, {@code no} or {@code default}
 */
public record PassdbSettings(
        @Setting("driver") String driver,
        @Setting("args") String args,
        @Setting("default_fields") String defaultFields,
        @Setting("override_fields") String overrideFields,
        @Setting("mechanisms") List<String> mechanisms,
        @Setting("username_filter") List<String> usernameFilter,
        @Setting("skip") Skip skip,
        @Setting("result_success") DatabaseRule resultSuccess,
        @Setting("result_failure") DatabaseRule resultFailure,
        @Setting("result_internalfail") DatabaseRule resultInternalfail,
        @Setting("deny") boolean deny,
        @Setting("pass") boolean pass,
        @Setting("master") boolean master,
        @Setting("auth_verbose") String authVerbose) {

    /** When not to ask this database. */
    public enum Skip {
        NEVER,
        AUTHENTICATED,
        UNAUTHENTICATED
    }

    /** The defaults with this driver. */
    public static PassdbSettings of(String driver, String args) {
        return new PassdbSettings(
                driver,
                args,
                "",
                "",
                List.of(),
                List.of(),
                Skip.NEVER,
                DatabaseRule.RETURN_OK,
                DatabaseRule.CONTINUE,
                DatabaseRule.CONTINUE,
                false,
                false,
                false,
                "default");
    }

    DatabaseRule onSuccess() {
        return pass ? DatabaseRule.CONTINUE : resultSuccess;
    }
}
