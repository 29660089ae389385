package org.mailloft.auth;

import java.util.List;

/**
 * Checks passwords for servers that let people in by themselves, such as an SMTP server. As in Dovecot only the password
 * databases are asked: who has no mailbox on this host may still send. Thread safe.
 */
public interface Verification {

    /** Mechanisms to offer, in configured order. Keeping passwords from being sent in the open is left to who offers them. */
    List<Mechanism> offered();

    /**
     * Starts a SASL exchange; its steps block as {@link Authentication#login} does, but no longer than Postfix waits before it
     * gives up and refuses a right password, too.
     *
     * @param mechanism name of one that is offered, in any case
     * @throws IllegalArgumentException for another one
     */
    SaslExchange<Verdict> verify(String mechanism, AuthRequest request);
}
