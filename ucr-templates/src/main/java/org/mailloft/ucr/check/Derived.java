package org.mailloft.ucr.check;

import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.mailloft.ucr.Values;

/**
 * Numbers that follow from several variables, so that limits fit together under full load. What the administrator sets
 * counts; otherwise it is what all protocols together need, also those that are off, so that one can be switched on without
 * another thought, but not less than Univention's defaults.
 *
 * @param authClientLimit {@code client_limit} of the service auth
 * @param anvilClientLimit {@code client_limit} of the service anvil
 * @param openFiles how many files and connections the mail server must be able to have open
 */
public record Derived(int authClientLimit, int anvilClientLimit, int openFiles) {

    private static final int LEAST_AUTH = 2000;
    private static final int LEAST_ANVIL = 1603;

    /** What systemd allows without being asked. So much that a restart, which a new limit needs, is rare. */
    private static final int LEAST_OPEN_FILES = 524_288;

    /** A connection, and the files of the mailbox it has open. */
    private static final int FILES_OF_SESSION = 8;

    /** Listeners, logs, libraries, connections to the directory. */
    private static final int FILES_OF_PROCESS = 1024;

    public static Derived of(Values values) {
        return of(new Facts(values));
    }

    static Derived of(Facts facts) {
        var load = FullLoad.ofAllProtocols(facts);
        int auth = own(facts, FullLoad.AUTH).orElse(Math.max(LEAST_AUTH, load.auth()));
        int anvil = own(facts, FullLoad.ANVIL).orElse(Math.max(LEAST_ANVIL, load.anvil()));
        return new Derived(auth, anvil, openFiles(facts, auth, anvil));
    }

    private static OptionalInt own(Facts facts, String key) {
        var number = facts.ownNumber(key);
        return number.isPresent() && number.getAsInt() > 0 ? number : OptionalInt.empty();
    }

    /** At least what Dovecot asks for, which is its largest client limit; and room for all connections in one process. */
    private static int openFiles(Facts facts, int auth, int anvil) {
        int processes = FullLoad.processLimit(facts);
        int clients = facts.number(FullLoad.CLIENT_LIMIT, 400);
        int imapLogin = positive(facts, "mail/dovecot/limits/imap-login/client_limit", clients);
        int pop3Login = positive(facts, "mail/dovecot/limits/pop3-login/client_limit", clients);
        int sessions = positive(facts, "mail/dovecot/limits/imap/process_limit", processes)
                + positive(facts, "mail/dovecot/limits/pop3/process_limit", processes)
                + positive(facts, "mail/dovecot/limits/managesieve/process_limit", processes)
                + processes; // LMTP
        int logins = Math.max(processes, imapLogin) + Math.max(processes, pop3Login) + Math.max(processes, clients);
        int needed = FILES_OF_PROCESS + logins + FILES_OF_SESSION * sessions;
        return IntStream.of(LEAST_OPEN_FILES, needed, clients, imapLogin, pop3Login, auth, anvil)
                .max()
                .getAsInt();
    }

    private static int positive(Facts facts, String key, int otherwise) {
        int number = facts.number(key, otherwise);
        return number > 0 ? number : otherwise;
    }
}
