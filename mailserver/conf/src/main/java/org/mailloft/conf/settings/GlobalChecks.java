package org.mailloft.conf.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mailloft.conf.catalogue.SizeText;
import org.mailloft.conf.file.SectionView;

/** Checks of single settings and of pairs of them. */
final class GlobalChecks {
    private static final Set<String> FACILITIES = Set.of(
            "auth",
            "authpriv",
            "cron",
            "daemon",
            "ftp",
            "kern",
            "lpr",
            "mail",
            "news",
            "syslog",
            "user",
            "uucp",
            "local0",
            "local1",
            "local2",
            "local3",
            "local4",
            "local5",
            "local6",
            "local7");
    private static final Pattern VERBOSE_PASSWORDS = Pattern.compile("(no|yes|plain|sha1)(?::(.*))?");
    private static final Set<String> HASHES = Set.of("md4", "md5", "sha1", "sha256", "sha384", "sha512", "size");
    private static final int MIN_CACHE_OCTETS = 1024;

    private final SectionView top;
    private final List<String> errors = new ArrayList<>();

    private GlobalChecks(SectionView top) {
        this.top = top;
    }

    static List<String> errors(SectionView top) {
        var checks = new GlobalChecks(top);
        checks.checkLogging();
        checks.checkAuth();
        checks.checkTls();
        checks.checkStorage();
        checks.checkWorkarounds("imap_client_workarounds", "delay-newmail", "tb-extra-mailbox-sep", "tb-lsub-flags");
        checks.checkWorkarounds("pop3_client_workarounds", "outlook-no-nuls", "oe-ns-eoh");
        checks.checkWorkarounds("lmtp_client_workarounds", "whitespace-before-path", "mailbox-for-path");
        checks.checkWorkarounds("submission_client_workarounds", "whitespace-before-path", "mailbox-for-path");
        return checks.errors;
    }

    private void checkLogging() {
        String facility = top.text("syslog_facility");
        require(FACILITIES.contains(facility), "Unknown syslog_facility: " + facility);
    }

    private void checkAuth() {
        require(!top.text("auth_worker_max_count").equals("0"), "auth_worker_max_count must be above zero");
        var cacheOctets = SizeText.parse(top.text("auth_cache_size"));
        require(
                cacheOctets.signum() == 0 || cacheOctets.bitLength() > 31 || cacheOctets.intValue() >= MIN_CACHE_OCTETS,
                "auth_cache_size value is too small (" + cacheOctets + " bytes)");
        checkRange("first_valid_uid", "last_valid_uid");
        checkRange("first_valid_gid", "last_valid_gid");
        require(
                top.text("auth_policy_server_url").isEmpty()
                        || !top.text("auth_policy_hash_nonce").isEmpty(),
                "auth_policy_hash_nonce must be set when policy server is used");
        Matcher verbose = VERBOSE_PASSWORDS.matcher(top.text("auth_verbose_passwords"));
        require(verbose.matches(), "auth_verbose_passwords: Invalid value");
        if (verbose.matches() && verbose.group(2) != null) {
            require(
                    verbose.group(2).matches("[1-9][0-9]{0,8}"),
                    "auth_verbose_passwords: Invalid truncation number: '" + verbose.group(2) + "'");
        }
    }

    private void checkRange(String first, String last) {
        long upper = Long.parseLong(top.text(last));
        require(upper == 0 || Long.parseLong(top.text(first)) <= upper, first + " can't be larger than " + last);
    }

    private void checkTls() {
        for (String option : words("ssl_options")) {
            boolean known = Set.of("no_compression", "compression", "no_ticket").contains(option);
            require(known, "ssl_options: unknown flag: '" + option + "'");
        }
        require(
                !top.text("ssl_verify_client_cert").equals("yes")
                        || top.text("ssl").equals("no")
                        || !top.text("ssl_ca").isEmpty(),
                "ssl_verify_client_cert set, but ssl_ca not");
    }

    private void checkStorage() {
        boolean nfsIndex = top.text("mail_nfs_index").equals("yes");
        boolean mmapDisabled = top.text("mmap_disable").equals("yes");
        require(!nfsIndex || mmapDisabled, "mail_nfs_index=yes requires mmap_disable=yes");
        require(
                !nfsIndex || !mmapDisabled || top.text("mail_fsync").equals("always"),
                "mail_nfs_index=yes requires mail_fsync=always");
        require(!top.text("mailbox_idle_check_interval").equals("0"), "mailbox_idle_check_interval must not be 0");
        checkUidlFormat(top.text("pop3_uidl_format"));
        Matcher hash = Pattern.compile("%\\{([^:}]*)(?::[0-9]+)?}").matcher(top.text("mail_attachment_hash"));
        while (hash.find()) {
            require(
                    HASHES.contains(hash.group(1)),
                    "Invalid mail_attachment_hash setting: Unknown hash method: " + hash.group(1));
        }
    }

    /** {@code %v} UIDVALIDITY, {@code %u} UID, {@code %m} MD5 of the message, {@code %f} file name, {@code %g} GUID. */
    private void checkUidlFormat(String format) {
        Matcher variable = Pattern.compile("%[-0-9.]*[A-Z]*(.)").matcher(format);
        int known = 0;
        while (variable.find()) {
            String key = variable.group(1);
            if (Set.of("v", "u", "m", "f", "g").contains(key)) {
                known++;
            } else if (!key.equals("%")) {
                errors.add("Unknown pop3_uidl_format variable: %" + key);
                return;
            }
        }
        // Two percent signs: the text is printed as it is, not formatted, and Dovecot's source doubles them.
        require(known > 0, "pop3_uidl_format setting doesn't contain any %% variables.");
    }

    private void checkWorkarounds(String setting, String... known) {
        for (String word : words(setting)) {
            if (!List.of(known).contains(word)) {
                errors.add(setting + ": Unknown workaround: " + word);
                return;
            }
        }
    }

    private List<String> words(String setting) {
        String text = top.text(setting).strip();
        return text.isEmpty() ? List.of() : List.of(text.split("[ ,]+"));
    }

    private void require(boolean condition, String error) {
        if (!condition) {
            errors.add(error);
        }
    }
}
