package org.mailloft.listener.work;

import java.io.IOException;

/**
 * What becomes of a home whose address changes or goes. Shared folders always move.
 *
 * @param moves {@code mail/dovecot/mailbox/rename}: the home follows the address of its person
 * @param buries {@code mail/dovecot/mailbox/delete}: what nobody has any more is deleted after the retention time
 */
public record HomePolicy(boolean moves, boolean buries) {

    /** Where the policy comes from; asked at every step, as it may change at any time. */
    @FunctionalInterface
    public interface Source {

        /** @throws IOException when nobody knows; then nothing is done that depends on it */
        HomePolicy read() throws IOException;
    }
}
