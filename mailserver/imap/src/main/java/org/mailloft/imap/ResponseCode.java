package org.mailloft.imap;

import org.mailloft.storage.MailFailure;

/** Response codes without arguments: RFC 3501 section 7.1 and RFC 5530. */
public enum ResponseCode {
    /** No code at all. */
    NONE,
    ALERT,
    ALREADYEXISTS,
    AUTHENTICATIONFAILED,
    AUTHORIZATIONFAILED,
    BADCHARSET,
    CANNOT,
    CLIENTBUG,
    CLOSED,
    CONTACTADMIN,
    EXPIRED,
    EXPUNGEISSUED,
    INUSE,
    LIMIT,
    NONEXISTENT,
    NOPERM,
    OVERQUOTA,
    PRIVACYREQUIRED,
    READ_ONLY,
    READ_WRITE,
    SERVERBUG,
    TOOBIG,
    TRYCREATE,
    UNAVAILABLE;

    /** The one place that maps what storage says to what IMAP says. */
    public static ResponseCode of(MailFailure.Reason reason) {
        return switch (reason) {
            case NOT_FOUND -> NONEXISTENT;
            case EXISTS -> ALREADYEXISTS;
            case NO_PERMISSION -> NOPERM;
            case NOT_POSSIBLE -> CANNOT;
            case OVER_QUOTA -> OVERQUOTA;
            case LIMIT -> LIMIT;
            case IN_USE -> INUSE;
            case EXPUNGED -> EXPUNGEISSUED;
            case UNAVAILABLE -> UNAVAILABLE;
        };
    }

    /** As written between brackets; empty for {@link #NONE}. */
    public String wireName() {
        return this == NONE ? "" : name().replace('_', '-');
    }
}
