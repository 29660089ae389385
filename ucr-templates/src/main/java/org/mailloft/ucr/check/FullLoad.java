package org.mailloft.ucr.check;

import java.util.Set;

/**
 * What services need when every process that may run does, as Dovecot's own check counts it ("is lower than required under
 * max. load"). Which services there are, and which of their limits can be set, is as our templates have it.
 *
 * @param auth connections to the service auth: one of each login process, and of each process that serves several
 *     connections of a mail protocol
 * @param anvil connections to the service anvil: one of each login process, one of auth, two of the master
 */
record FullLoad(int auth, int anvil) {

    static final String PROCESS_LIMIT = "mail/dovecot/limits/default_process_limit";
    static final String CLIENT_LIMIT = "mail/dovecot/limits/default_client_limit";
    static final String AUTH = "mail/dovecot/limits/auth/client_limit";
    static final String ANVIL = "mail/dovecot/limits/anvil/client_limit";
    static final String IMAP = "mail/dovecot/imap";
    static final String POP3 = "mail/dovecot/pop3";

    /** What the numbers follow from. */
    static final Set<String> KEYS = Set.of(PROCESS_LIMIT, IMAP, POP3);

    private static final int AUTH_ITSELF = 1;
    private static final int MASTER = 2;

    /** With every protocol on. */
    static FullLoad ofAllProtocols(Facts facts) {
        return of(facts, true, true);
    }

    /** With the protocols that are on now. */
    static FullLoad of(Facts facts) {
        return of(facts, facts.isTrue(IMAP, true), facts.isTrue(POP3, true));
    }

    private static FullLoad of(Facts facts, boolean imap, boolean pop3) {
        int imapLogins = imap ? 2 : 0; // imap-login and imap-urlauth-login
        int pop3Logins = pop3 ? 1 : 0;
        int logins = imapLogins + pop3Logins + 1; // managesieve-login is always there
        int lmtp = 1;
        int processes = processLimit(facts);
        return new FullLoad((logins + lmtp) * processes, MASTER + logins * processes + AUTH_ITSELF);
    }

    static int processLimit(Facts facts) {
        return facts.number(PROCESS_LIMIT, 400);
    }
}
