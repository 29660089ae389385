package org.mailloft.auth.scheme;

/** One way to store a password. Comparisons take the same time wherever the difference is. */
interface PasswordScheme {

    /** How the stored form is written unless the scheme name says otherwise. */
    enum Form {
        /** As it is. */
        TEXT,
        /** Octets as base64, or as hexadecimal digits when the length fits that. */
        OCTETS
    }

    Form form();

    /** Octets of the stored form without salt, by which base64 and hexadecimal are told apart; 0 when unknown. */
    default int digestOctets() {
        return 0;
    }

    /** Whether checking costs so much that only a few may be done at a time. */
    default boolean isExpensive() {
        return false;
    }

    /**
     * @param user login name, for schemes that mix it in
     * @throws BadStoredPassword when the stored form is not one of this scheme
     */
    boolean matches(byte[] stored, byte[] password, String user);
}
