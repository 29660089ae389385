package org.mailloft.imap;

import java.util.function.UnaryOperator;

/** Settings other than the defaults, for tests. */
final class ImapSettingsChange {

    private ImapSettingsChange() {}

    static UnaryOperator<ImapSettings> plaintextAllowed() {
        return it -> change(it, false, it.ssl(), it.maxConnectionsPerUserAndIp(), it.capability());
    }

    static UnaryOperator<ImapSettings> tlsRequired() {
        return it -> change(
                it,
                it.plaintextDisabled(),
                ImapSettings.Ssl.REQUIRED,
                it.maxConnectionsPerUserAndIp(),
                it.capability());
    }

    static UnaryOperator<ImapSettings> connections(int limit) {
        return it -> change(it, it.plaintextDisabled(), it.ssl(), limit, it.capability());
    }

    static UnaryOperator<ImapSettings> capability(String capability) {
        return it -> change(it, it.plaintextDisabled(), it.ssl(), it.maxConnectionsPerUserAndIp(), capability);
    }

    private static ImapSettings change(
            ImapSettings it, boolean plaintextDisabled, ImapSettings.Ssl ssl, int connections, String capability) {
        return new ImapSettings(
                it.greeting(),
                plaintextDisabled,
                ssl,
                it.trustedNetworks(),
                it.loginLogFormat(),
                it.loginLogElements(),
                connections,
                it.maxLineOctets(),
                capability,
                it.logoutFormat(),
                it.idSend(),
                it.idLog(),
                it.idleNotifyInterval(),
                it.idleCheckInterval(),
                it.literalMinus(),
                it.clientWorkarounds());
    }
}
