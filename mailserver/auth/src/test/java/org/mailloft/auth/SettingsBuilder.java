package org.mailloft.auth;

import java.time.Duration;
import java.util.List;

/** Settings of tests: verbose, with master users, PLAIN and LOGIN; a test changes what it is about. */
final class SettingsBuilder {

    private final AuthSettings base;
    private List<String> mechanisms = List.of("plain", "login");
    private boolean debugPasswords;
    private boolean requireClientCert;
    private String verbosePasswords = "no";
    private long cacheOctets;
    private List<PassdbSettings> passdbs = List.of(PassdbSettings.of("map", ""));
    private List<UserdbSettings> userdbs = List.of(UserdbSettings.of("one", ""));

    SettingsBuilder() {
        this.base = AuthSettings.of(List.of(), List.of());
    }

    SettingsBuilder(AuthSettings settings) {
        this.base = settings;
        mechanisms = settings.mechanisms();
        passdbs = settings.passdbs();
        userdbs = settings.userdbs();
    }

    static PassdbSettings master() {
        return section(true, false, PassdbSettings.Skip.NEVER, DatabaseRule.RETURN_OK, DatabaseRule.CONTINUE);
    }

    static PassdbSettings section(
            boolean master, boolean deny, PassdbSettings.Skip skip, DatabaseRule success, DatabaseRule failure) {
        return new PassdbSettings(
                "map",
                "",
                "",
                "",
                List.of(),
                List.of(),
                skip,
                success,
                failure,
                DatabaseRule.CONTINUE,
                deny,
                false,
                master,
                "default");
    }

    SettingsBuilder mechanisms(List<String> names) {
        mechanisms = names;
        return this;
    }

    SettingsBuilder verbosePasswords(String kind) {
        verbosePasswords = kind;
        return this;
    }

    SettingsBuilder debugPasswords() {
        debugPasswords = true;
        return this;
    }

    SettingsBuilder cacheOctets(long octets) {
        cacheOctets = octets;
        return this;
    }

    SettingsBuilder passdbs(List<PassdbSettings> sections) {
        passdbs = sections;
        return this;
    }

    SettingsBuilder userdbs(List<UserdbSettings> sections) {
        userdbs = sections;
        return this;
    }

    SettingsBuilder requireClientCert() {
        requireClientCert = true;
        return this;
    }

    AuthSettings build() {
        return new AuthSettings(
                mechanisms,
                "",
                "*",
                base.usernameChars(),
                "",
                base.usernameFormat(),
                cacheOctets,
                Duration.ofHours(1),
                Duration.ofMinutes(1),
                Duration.ofSeconds(2),
                true,
                verbosePasswords,
                debugPasswords,
                debugPasswords,
                true,
                requireClientCert,
                "/var/mail/%Ld/%Ln",
                passdbs,
                userdbs);
    }
}
