package org.mailloft.routing;

/** Who writes. */
public sealed interface Sender {

    Sender NOBODY = new Nobody();
    Sender TRUSTED = new Trusted();

    /** The sender of an envelope; an empty address is {@link #NOBODY}. */
    static Sender of(String address) {
        return address.isEmpty() ? NOBODY : new Address(address);
    }

    /** The address in the reverse-path. */
    record Address(String address) implements Sender {}

    /** The null reverse-path, of bounces and notices. */
    record Nobody() implements Sender {}

    /** Restrictions do not matter: an administrator asks. */
    record Trusted() implements Sender {}
}
