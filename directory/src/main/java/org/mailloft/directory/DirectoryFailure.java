package org.mailloft.directory;

/** A directory server answered, and the answer is an error. The message names the object and quotes the server. */
public final class DirectoryFailure extends RuntimeException {

    private final Reason reason;

    public DirectoryFailure(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** Families of LDAP result codes (RFC 4511 appendix A). */
    public enum Reason {
        NO_SUCH_OBJECT,
        ALREADY_EXISTS,
        NO_SUCH_ATTRIBUTE,
        VALUE_EXISTS,
        /** The value, the attribute or the whole entry does not fit the schema. */
        SCHEMA_VIOLATION,
        NOT_A_LEAF,
        ACCESS_DENIED,
        /** The answer is longer than asked for or allowed, or took longer. */
        LIMIT_EXCEEDED,
        /** Any other code; a program has nothing to decide on. */
        OTHER
    }
}
