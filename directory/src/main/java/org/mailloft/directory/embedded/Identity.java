package org.mailloft.directory.embedded;

import com.unboundid.ldap.sdk.DN;

/** Who a client is. */
sealed interface Identity {

    DN dn();

    record Anonymous() implements Identity {
        @Override
        public DN dn() {
            return DN.NULL_DN;
        }
    }

    record Administrator(DN dn) implements Identity {}

    /** An account of a program: an entry of class {@code simpleSecurityObject} (RFC 4524 section 3.11). */
    record Service(DN dn) implements Identity {}

    /** Any other entry with a password. */
    record Person(DN dn) implements Identity {}
}
