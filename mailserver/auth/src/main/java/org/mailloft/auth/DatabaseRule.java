package org.mailloft.auth;

/** What to do after one database has answered: the values of {@code result_success} and its siblings. */
public enum DatabaseRule {
    /** Stop with what earlier databases said. */
    RETURN,
    RETURN_OK,
    RETURN_FAIL,
    /** Ask the next one, keeping what earlier databases said. */
    CONTINUE,
    CONTINUE_OK,
    CONTINUE_FAIL;

    boolean continues() {
        return this == CONTINUE || this == CONTINUE_OK || this == CONTINUE_FAIL;
    }

    /** Whether the lookup counts as a success from here on. */
    boolean success(boolean before) {
        return switch (this) {
            case RETURN_OK, CONTINUE_OK -> true;
            case RETURN_FAIL, CONTINUE_FAIL -> false;
            case RETURN, CONTINUE -> before;
        };
    }
}
