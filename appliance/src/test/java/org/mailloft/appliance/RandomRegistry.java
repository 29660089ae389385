package org.mailloft.appliance;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Makes registries whose values are all valid and fit together, over all variables of the mail store. Where any text is one,
 * every other is made of signs that mean something to some file.
 */
final class RandomRegistry {

    private static final List<String> FOLDERS = List.of(
            "Spam",
            "Gesendete Objekte",
            "Entwürfe & Notizen",
            "100% \"echt\" # $HOME",
            "a \\ b \\",
            "{ } ${x} <y> 'z'",
            "Archive/2026",
            "\"quoted\"",
            "gelöschte Elemente 🗑",
            "'single'",
            "<file",
            "# comment",
            "$mail_plugins");
    private static final List<String> TEXTS = List.of(
            "Ihr Postfach ist zu $PERCENT% gefüllt.",
            "\"quoted\"", "{ } # \\", "<inbox $HOME %u %{x}", "back\\slash \\", "'a' \"b\" `c` ${d}");
    /** Names that are keys cannot have quotes, umlauts and most other signs. */
    private static final List<String> KEY_FOLDERS =
            List.of("Drafts", "Sent Messages", "Gesendete Objekte", "Trash", "Junk", "a/b", "x:y", "~z|", "*", "Spam");

    private static final String SIGNS = "aZ09 \"'\\#{}[]()<>$%=;:,.@!&|~^*?/+-_`\u00fc\u00a0\u200b\ufeff\u4e2d";

    private static final List<String> FLAGS =
            List.of("\\All", "\\Archive", "\\Drafts", "\\Flagged", "\\Important", "\\Junk", "\\Sent", "\\Trash");
    private static final List<String> BOOLEANS = List.of("yes", "no", "True", "off", "1", "0", "enabled", "disable");
    private static final List<String> SIZES = List.of("0", "100k", "256M", "1 G", "1048576", "2MB", "16 MiB");
    private static final List<String> MEMORY = List.of("0", "256M", "1 G", "1048576");
    private static final List<String> TIMES = List.of("0", "30s", "5 mins", "1 hours", "2 days", "1week");

    private final Random random;
    private final Map<String, String> values = new TreeMap<>();

    private RandomRegistry(long seed) {
        random = new Random(seed);
    }

    static Map<String, String> of(long seed) {
        var registry = new RandomRegistry(seed);
        registry.host();
        registry.switches();
        registry.texts();
        registry.limits();
        registry.ports();
        registry.families();
        return registry.values;
    }

    private void host() {
        maybe("hostname", () -> one("mail", "mx-1"));
        maybe("domainname", () -> one("example.org", "intern.example"));
        maybe("ldap/base", () -> any("dc=example,dc=org", "o=\"a # b\",c=de", "o=100%"));
        maybe("ldap/hostdn", () -> any("cn=mail,cn=dc,dc=example,dc=org"));
        maybe("ldap/server/name", () -> one("ldap.example.org", "10.0.0.1"));
        maybe("ldap/server/addition", () -> one("", "a.example b.example"));
        maybe("ldap/server/port", this::port);
        maybe("mailloft/ldap/uris", () -> one("ldaps://a.example", "ldap://[::1]:389 ldap://b"));
        maybe("mailloft/prefix", () -> one("", "/tmp/state"));
        // the real one wants default_internal_user to be somebody: dovemail is only where our packages are
        values.put("mailloft/user", one("dovecot", "root"));
        values.put("mailloft/group", one("dovecot", "root"));
    }

    private void switches() {
        for (var name : List.of(
                "imap",
                "pop3",
                "shutdown_clients",
                "verbose_proctitle",
                "auth/allowplaintext",
                "location/separate_index",
                "mailbox/share_keywords",
                "mailbox/delete",
                "mailbox/rename",
                "process/mmap_disable",
                "process/dotlock_use_excl",
                "process/mail_nfs_storage",
                "process/mail_nfs_index",
                "logging/auth_verbose",
                "logging/auth_debug",
                "logging/auth_debug_passwords",
                "logging/mail_debug",
                "logging/verbose_ssl",
                "sieve/spam",
                "ssl/prefer_server_ciphers")) {
            maybe("mail/dovecot/" + name, () -> one(BOOLEANS));
        }
        maybe("mail/dovecot/process/mail_fsync", () -> one("optimized", "always", "never"));
        maybe("mail/dovecot/process/lock_method", () -> one("fcntl", "flock", "dotlock"));
        maybe("mailloft/ldap/starttls", () -> one(BOOLEANS));
    }

    private void texts() {
        maybe("mail/dovecot/auth/cache_size", () -> one(SIZES));
        maybe("mail/dovecot/auth/cache_ttl", () -> one(TIMES));
        maybe("mail/dovecot/auth/cache_negative_ttl", () -> one(TIMES));
        maybe("mail/dovecot/auth/ldap/cafile", () -> any("/etc/ca.pem", "/etc/ssl/my ca.pem"));
        maybe("mail/dovecot/auth/ldap/user/attributes", () -> one("a=b", "=c=d, e=f=g%$", ""));
        maybe("mail/dovecot/auth/ldap/user/objectclasses", () -> one("posixAccount", "a, b-c", ""));
        maybe(
                "mail/dovecot/imap/client_workarounds",
                () -> some("delay-newmail", "tb-extra-mailbox-sep", "tb-lsub-flags"));
        maybe("mail/dovecot/pop3/client_workarounds", () -> some("outlook-no-nuls", "oe-ns-eoh"));
        for (var name : List.of("log_path", "info_log_path", "debug_log_path")) {
            maybe("mail/dovecot/logging/" + name, () -> one("syslog", "/var/log/mail.log", "/var/log/" + text()));
        }
        maybe("mail/dovecot/logging/syslog_facility", () -> one("mail", "local5"));
        maybe("mail/dovecot/logging/auth_verbose_passwords", () -> one("no", "plain", "sha1", "sha1:6"));
        maybe("mail/dovecot/logging/ldap_debug_level", () -> one("0", "-1", "256"));
        maybe("mail/dovecot/ssl/certificate", () -> one("/etc/cert.pem", "/etc/ssl/my cert.pem"));
        maybe("mail/dovecot/ssl/key", () -> one("/etc/key.pem"));
        if (maybe("mail/dovecot/ssl/cafile", () -> one("/etc/ca.pem"))) {
            maybe("mail/dovecot/auth/ssl_require_client_cert", () -> one(BOOLEANS));
        }
        maybe("mail/dovecot/ssl/cipher_list", () -> one("ALL:!aNULL", "HIGH+kEECDH:-3DES:@STRENGTH"));
        maybe("mail/dovecot/ssl/min_protocol", () -> one("TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"));
        maybe("mail/dovecot/ssl/protocols", () -> one("!SSLv2 !SSLv3"));
        maybe("mail/dovecot/folder/spam", () -> any(FOLDERS));
        maybe("mail/dovecot/folder/ham", () -> any(FOLDERS));
        maybe("mail/dovecot/quota/warning/subject", () -> any(TEXTS));
        maybe("mail/antispam/requiredhits", () -> one("5.0", "0", "7", "4.01", "99.5"));
        maybe("mailloft/login_greeting", () -> any(TEXTS).replace("%", ""));
        maybe("mailloft/postmaster", () -> one("postmaster@example.org", "\"a b\"@example.org"));
        maybe("mailloft/base_dir", () -> one("/run/other"));
        maybe("mailloft/postfix/user", () -> one("postfix"));
        maybe("mailloft/postfix/group", () -> one("postfix"));
        maybe("mailloft/lmtp/socket", () -> one("", "/var/spool/post fix/lmtp"));
        maybe("mail/dovecot/mailbox/graveyard", () -> one("", "/var/spool/" + text()));
        maybe("mail/dovecot/mailbox/graveyard/retention", () -> one("30 days", "0", "2 weeks"));
        maybe("mail/dovecot/mailbox/parking", () -> one("", "/var/spool/" + text()));
        maybe("mailloft/lmtp/routing", () -> one(BOOLEANS));
        maybe("mailloft/lmtp/rcpt_check_quota", () -> one(BOOLEANS));
        maybe("mailloft/mta/addresses", () -> one("", "10.0.0.20", "10.0.0.0/8  2001:db8::/64"));
        maybe("mailloft/ldap/binddn", () -> any("cn=mail,dc=example,dc=org"));
        maybe("mailloft/trace", () -> one(BOOLEANS));
        maybe("mailloft/trace/file", () -> any("/var/lib/dovecot/mail-trace", "/var/log/mail trace"));
        maybe("mailloft/trace/size", () -> number(1, 1024));
        maybe("mailloft/lmtp/relay", () -> one("", "relay.example.org", "[::1]:2525"));
        maybe("mailloft/sasl/socket", () -> one("", "/var/spool/post fix/auth"));
        maybe("mailloft/imap/mail_max_userip_connections", () -> number(0, 1000));
        maybe("mailloft/pop3/mail_max_userip_connections", () -> number(0, 1000));
    }

    private void limits() {
        var limits = "mail/dovecot/limits/";
        maybe(limits + "default_process_limit", () -> number(100, 5000));
        maybe(limits + "default_client_limit", () -> number(100, 5000));
        maybe(limits + "default_vsz_limit", () -> one(MEMORY));
        maybe(limits + "auth/client_limit", () -> number(100_000, 200_000));
        maybe(limits + "anvil/client_limit", () -> number(100_000, 200_000));
        for (var service : List.of("imap-login", "pop3-login", "managesieve-login")) {
            maybe(limits + service + "/service_count", () -> number(0, 2));
            maybe(limits + service + "/process_min_avail", () -> number(0, 100));
            maybe(limits + service + "/vsz_limit", () -> one(MEMORY));
            if (!service.startsWith("managesieve")) {
                maybe(limits + service + "/client_limit", () -> number(1, 5000));
            }
        }
        for (var service : List.of("imap", "pop3")) {
            maybe(limits + service + "/process_limit", () -> number(1, 5000));
            maybe(limits + service + "/vsz_limit", () -> one(MEMORY));
        }
        maybe(limits + "managesieve/process_limit", () -> number(1, 5000));
        maybe(limits + "managesieve/mail_max_userip_connections", () -> number(1, 50));
    }

    private void ports() {
        var ports = new ArrayList<>(IntStream.range(20_000, 20_100).boxed().toList());
        Collections.shuffle(ports, random);
        for (var name : List.of(
                "mailloft/imap/port",
                "mailloft/imaps/port",
                "mailloft/pop3/port",
                "mailloft/pop3s/port",
                "mailloft/lmtp/port",
                "mailloft/doveadm/port",
                "mail/dovecot/sieve/port",
                "mail/dovecot/quota-status/port")) {
            int port = ports.removeLast();
            maybe(name, () -> random.nextInt(8) == 0 ? "0" : String.valueOf(port));
        }
        maybe("mailloft/listen", () -> one("*", "127.0.0.1", "*, ::", "127.0.0.1, ::1"));
        maybe("mailloft/lmtp/address", () -> one("127.0.0.1", "::1"));
        maybe("mailloft/doveadm/address", () -> one("127.0.0.1", "::1"));
        maybe("mail/dovecot/quota-status/ip", () -> one("127.0.0.1", "::1"));
        maybe("mail/dovecot/sieve/ip", () -> one("", "0.0.0.0", "::1"));
    }

    private void families() {
        for (var folder : KEY_FOLDERS) {
            maybe("mail/dovecot/mailboxes/special/" + folder, () -> some(FLAGS.toArray(String[]::new)));
            maybe("mail/dovecot/mailboxes/auto/" + folder, () -> one("no", "create", "subscribe"));
        }
        for (int i = 0; i < 4; i++) {
            maybe("mail/dovecot/quota/warning/text/" + number(1, 100), () -> any(TEXTS));
        }
        maybe("mail/dovecot/quota/warning/text/80", () -> "");
        for (var host : List.of("mail.example.org", "*.example.net", "xn--bcher-kva.example")) {
            maybe("mail/dovecot/ssl/sni/" + host + "/certificate", () -> one("/etc/sni cert.pem"));
            maybe("mail/dovecot/ssl/sni/" + host + "/key", () -> one("/etc/sni.key"));
        }
        maybe(
                "mail/dovecot/internal/sharedfolders",
                () -> one("team@example.org:0", "a.b@example.org:100 Büro$1@example.org:5", "x#y@d:"));
    }

    private boolean maybe(String key, Supplier<String> value) {
        boolean set = random.nextBoolean();
        if (set) {
            values.put(key, value.get());
        }
        return set;
    }

    private String one(String... choices) {
        return one(List.of(choices));
    }

    /** One of them, or another text. */
    private String any(String... choices) {
        return any(List.of(choices));
    }

    private String any(List<String> choices) {
        return random.nextBoolean() ? one(choices) : text();
    }

    /** The registry cuts blanks off at both ends. */
    private String text() {
        var text = IntStream.range(0, random.nextInt(1, 40))
                .mapToObj(_ -> String.valueOf(SIGNS.charAt(random.nextInt(SIGNS.length()))))
                .collect(Collectors.joining())
                .strip();
        return text.isEmpty() ? "x" : text;
    }

    private String one(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private String some(String... choices) {
        return List.of(choices).stream().filter(_ -> random.nextInt(3) == 0).collect(Collectors.joining(" "));
    }

    private String port() {
        return number(1, 65535);
    }

    private String number(int least, int most) {
        return String.valueOf(random.nextInt(least, most + 1));
    }
}
