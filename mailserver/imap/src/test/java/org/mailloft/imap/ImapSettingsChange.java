package org.mailloft.imap;

import java.util.List;

/** Settings other than the defaults, for tests. */
final class ImapSettingsChange {

    private static final ImapSettings DEFAULTS = ImapSettings.defaults();

    private String greeting = DEFAULTS.greeting();
    private boolean plaintextDisabled = DEFAULTS.plaintextDisabled();
    private ImapSettings.Ssl ssl = DEFAULTS.ssl();
    private List<String> trusted = DEFAULTS.trustedNetworks();
    private int connections = DEFAULTS.maxConnectionsPerUserAndIp();
    private String capability = DEFAULTS.capability();
    private String idSend = DEFAULTS.idSend();
    private boolean literalMinus = DEFAULTS.literalMinus();
    private List<String> workarounds = DEFAULTS.clientWorkarounds();

    ImapSettingsChange greeting(String text) {
        greeting = text;
        return this;
    }

    ImapSettingsChange plaintextAllowed() {
        plaintextDisabled = false;
        return this;
    }

    ImapSettingsChange tlsRequired() {
        ssl = ImapSettings.Ssl.REQUIRED;
        return this;
    }

    ImapSettingsChange trusted(String network) {
        trusted = List.of(network);
        return this;
    }

    ImapSettingsChange connections(int limit) {
        connections = limit;
        return this;
    }

    ImapSettingsChange capability(String names) {
        capability = names;
        return this;
    }

    ImapSettingsChange idSend(String fields) {
        idSend = fields;
        return this;
    }

    ImapSettingsChange literalMinus() {
        literalMinus = true;
        return this;
    }

    ImapSettingsChange workaround(String name) {
        workarounds = List.of(name);
        return this;
    }

    ImapSettings settings() {
        return new ImapSettings(
                greeting,
                plaintextDisabled,
                ssl,
                trusted,
                DEFAULTS.loginLogFormat(),
                DEFAULTS.loginLogElements(),
                connections,
                DEFAULTS.maxLineOctets(),
                capability,
                DEFAULTS.logoutFormat(),
                idSend,
                DEFAULTS.idLog(),
                DEFAULTS.idleNotifyInterval(),
                DEFAULTS.idleCheckInterval(),
                literalMinus,
                workarounds);
    }
}
