package org.mailloft.ucr.shipped;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** A random registry whose values are all valid, and what Postfix is to make of it. */
final class PostfixRegistry {

    private static final List<String> YES = List.of("yes", "true", "1", "enabled", "On");
    private static final List<String> NO = List.of("no", "false", "0", "disabled", "off");

    private final Random random;
    private final Map<String, String> values = new TreeMap<>();
    private final Map<String, String> expected = new TreeMap<>();

    private PostfixRegistry(long seed) {
        random = new Random(seed);
    }

    /**
     * @param values of the registry
     * @param expected settings of main.cf
     */
    record Case(Map<String, String> values, Map<String, String> expected) {}

    /** @param prefix the folder that stands for the root */
    static Case of(long seed, String prefix) {
        var registry = new PostfixRegistry(seed);
        registry.fill(prefix);
        return new Case(registry.values, registry.expected);
    }

    private void fill(String prefix) {
        values.put("hostname", "mail");
        values.put("domainname", "example.org");
        values.put("ldap/base", one("dc=example,dc=org", "o=My Company,c=de"));
        values.put("mailloft/prefix", prefix);
        expected.put("myhostname", "mail.example.org");
        expected.put("mydomain", "example.org");

        text("mail/relayhost", "relayhost", "relay.example.net", "[relay.example.net]", "[10.0.0.1]:587", "r:25");
        text("mail/postfix/myorigin", "myorigin", "$mydomain", "example.net", "$myhostname");
        text("mail/postfix/mydestination", "mydestination", "$myhostname", "", "localhost, $mydomain localhost");
        text("mail/postfix/mynetworks", "mynetworks", "127.0.0.0/8", "127.0.0.0/8 [::1]/128, 10.0.0.0/8");
        text("mail/postfix/mynetworks_style", "mynetworks_style", "class", "subnet", "host");
        text("mail/postfix/relay/domains", "relay_domains", "$mydestination", "a.example, b.example", "");
        text("mail/postfix/inet/interfaces", "inet_interfaces", "all", "127.0.0.1", "loopback-only");
        text("mail/postfix/inet/protocols", "inet_protocols", "all", "ipv4", "ipv4, ipv6");
        text("mail/smtp/helo/name", "smtp_helo_name", "helo.example.org", "$myhostname".substring(1));
        text(
                "mail/postfix/smtpd/banner",
                "smtpd_banner",
                "$myhostname ESMTP",
                "hello  there",
                "100% # {mail} \"x\" $mail_name");
        text("mail/postfix/masquerade/domains", "masquerade_domains", "$mydomain", "a.example b.example", "");
        text("mail/postfix/masquerade/exceptions", "masquerade_exceptions", "root", "root, admin", "");
        text("mail/postfix/local/header/rewrite/clients", "local_header_rewrite_clients", "", "permit_mynetworks");
        text("mail/archivefolder", "always_bcc", "archive@example.org");
        text("mail/postfix/smtpd/tls/protocols", "smtpd_tls_protocols", "!SSLv2, !SSLv3", ">=TLSv1.2");
        text("mail/postfix/smtpd/tls/exclude_ciphers", "smtpd_tls_exclude_ciphers", "RC4, aNULL", "MD5");
        text("mail/postfix/smtpd/tls/loglevel", "smtpd_tls_loglevel", "0", "1", "2");
        text("mail/postfix/smtpd/tls/eecdh/grade", "smtpd_tls_eecdh_grade", "strong", "auto");
        text("mail/postfix/ssl/certificate", "smtpd_tls_cert_file", "/etc/my cert.pem", "/etc/a$b{c}.pem");
        text("mail/postfix/ssl/cafile", "smtpd_tls_CAfile", "/etc/ca.pem");
        text("mail/postfix/tls/client/protocols", "smtp_tls_protocols", "!SSLv2,!SSLv3", ">=TLSv1.3");
        flag("mail/smtp/VRFY/disabled", "disable_vrfy_command", true);
        flag("mail/postfix/smtputf8_enable", "smtputf8_enable", true);
        flag("mail/postfix/dnslookups", "disable_dns_lookups", false);
        flag("mail/postfix/softbounce", "soft_bounce", true);
        flag("mail/postfix/tls/preempt/cipherlist", "tls_preempt_cipherlist", true);
        if (random.nextBoolean()) {
            values.put("mail/postfix/smtp/hostlookup", "dns, native");
            expected.put("smtp_host_lookup", "dns,native");
        }
        sizes();
        relayAuth();
        virtual(prefix);
        restrictions();
        services();
        tables();
    }

    private void sizes() {
        int message = List.of(0, 10_240_000, 104_857_600).get(random.nextInt(3));
        int mailbox = List.of(0, 51_200_000, 10_240_000).get(random.nextInt(3));
        values.put("mail/messagesizelimit", "" + message);
        values.put("mail/localmailboxsizelimit", "" + mailbox);
        expected.put("message_size_limit", "" + message);
        expected.put("mailbox_size_limit", "" + (message == 0 || mailbox == 0 ? 0 : Math.max(message, mailbox)));
    }

    private void relayAuth() {
        boolean auth = random.nextBoolean();
        var level = one("none", "may", "encrypt", "dane", "secure");
        values.put("mail/relayauth", one(auth ? YES : NO));
        values.put("mail/postfix/tls/client/level", level);
        boolean relay = values.containsKey("mail/relayhost");
        expected.put("smtp_sasl_auth_enable", auth ? "yes" : "no");
        expected.put(
                "smtp_tls_security_level",
                auth && relay && List.of("may", "dane").contains(level) ? "encrypt" : level);
    }

    private void virtual(String prefix) {
        var folder = prefix + "/etc/postfix/";
        boolean routing = random.nextBoolean();
        values.put("mail/postfix/transport/ldap/enabled", one(routing ? YES : NO));
        expected.put(
                "transport_maps",
                "hash:" + folder + "transport" + (routing ? ", proxy:ldap:" + folder + "ldap.transport" : ""));
        if (!random.nextBoolean()) {
            return;
        }
        values.put("mail/postfix/virtual/enabled", one(YES));
        text("mail/postfix/virtual/transport", "virtual_transport", "lmtp:unix:private/dovecot-lmtp", "lmtp:[::1]:24");
        if (!values.getOrDefault("mail/postfix/virtual/transport", "").startsWith("lmtp:unix:")) {
            text("mailloft/postfix/lmtp/tls_level", "lmtp_tls_security_level", "none", "encrypt");
        }
        text("mailloft/postfix/sender_login_maps", "smtpd_sender_login_maps", "regexp:/own", "inline:{a=b}");
        values.put("mailloft/postfix/sender_check", random.nextBoolean() ? "authenticated" : "no");
        expected.put("virtual_mailbox_domains", "proxy:ldap:" + folder + "ldap.virtualdomains");
        if (random.nextBoolean()) {
            values.put("mail/postfix/virtual/alias/maps", "hash:/etc/postfix/mine, $alias_maps");
            expected.put("virtual_alias_maps", "hash:" + folder + "mine, $alias_maps");
        } else {
            var names = List.of(
                    "groups",
                    "distlist",
                    "virtual",
                    "external_aliases",
                    "sharedfolderremote",
                    "sharedfolderlocal_aliases");
            var maps = new StringBuilder("hash:" + folder + "virtual");
            names.forEach(name ->
                    maps.append(", proxy:ldap:").append(folder).append("ldap.").append(name));
            expected.put("virtual_alias_maps", maps.toString());
        }
    }

    private void restrictions() {
        var family = "mail/postfix/smtpd/restrictions/recipient/";
        values.put(family + "10", "permit_mynetworks");
        values.put(family + "100", "permit");
        values.put(family + "50", "reject_unauth_destination");
        values.put(family + "080", "check_policy_service inet:127.0.0.1:12340");
        values.put(family + "60", "");
        boolean lists = random.nextBoolean();
        boolean greylisting = random.nextBoolean();
        boolean clients = random.nextBoolean();
        boolean unlisted = random.nextBoolean();
        boolean verifies = random.nextBoolean();
        if (unlisted) {
            values.put(family + "70", "reject_unlisted_recipient");
        }
        values.put("mailloft/postfix/verify_recipients", one(verifies ? YES : NO));
        if (verifies) {
            expected.put("unverified_recipient_reject_code", "550");
            expected.put("address_verify_poll_count", "${stress?{1}:{9}}");
        }
        values.put("mail/postfix/policy/listfilter", one(lists ? YES : NO));
        values.put("mail/postfix/greylisting", one(greylisting ? YES : NO));
        values.put("mail/postfix/smtpd/restrictions/sender/reject_unknown_client_hostname", one(clients ? YES : NO));
        var ip = one("127.0.0.1", "::1", "192.0.2.1", "0.0.0.0");
        values.put("mail/dovecot/quota-status/ip", ip);
        values.put("mail/dovecot/quota-status/port", "12399");
        var service = ip.equals("0.0.0.0") ? "127.0.0.1" : ip.equals("::1") ? "[::1]" : ip;
        expected.put(
                "smtpd_recipient_restrictions",
                (lists ? "check_policy_service unix:private/listfilter, " : "") + "permit_mynetworks, "
                        + (greylisting ? "check_policy_service inet:127.0.0.1:10023, " : "")
                        + "reject_unauth_destination, " + (clients ? "reject_unknown_client_hostname, " : "")
                        + (unlisted ? "reject_unlisted_recipient, " : "")
                        + (verifies ? "reject_unverified_recipient, " : "")
                        + "check_policy_service inet:" + service + ":12399, permit");
    }

    private void services() {
        values.put("mail/antivir", one(random.nextBoolean() ? YES : NO));
        values.put("mail/postfix/smtpd/debug", one(random.nextBoolean() ? YES : NO));
        values.put("mail/postfix/postscreen/enabled", one(random.nextBoolean() ? YES : NO));
        maybe("mail/smtpport", "2525");
        maybe("mailloft/postfix/smtps/port", "4650");
        maybe("mail/postfix/mastercf/options/smtp/smtpd_sasl_auth_enable", "yes");
        maybe(
                "mail/postfix/mastercf/options/submission/smtpd_client_restrictions",
                "permit_sasl_authenticated, reject");
        maybe("mail/postfix/mastercf/options/submission/smtpd_enforce_tls", "no");
        maybe("mail/postfix/mastercf/options/smtps/milter_macro_daemon_name", "ORIGINATING");
        maybe("mail/postfix/submission/restrictions/recipient/10", "permit_sasl_authenticated");
        maybe("mail/postfix/submission/restrictions/recipient/9", "reject_unlisted_recipient");
        text("mailloft/postfix/sasl/path", "smtpd_sasl_path", "inet:10.0.0.70:3659", "inet:[fd00::70]:3659");
        values.put("mail/postfix/dovecot_sasl", one(YES));
        maybe("mailloft/postfix/milters", "inet:127.0.0.1:11332 unix:run/milter");
    }

    private void tables() {
        maybe("mail/alias/info", "ann@example.org, ben@example.org");
        maybe("mail/maps/transport/1", "example.net smtp:[relay.example.net]:26");
        maybe("mail/postfix/tls/client/policy/x", "example.com secure match=example.com");
        maybe("mail/maps/canonical/sender/enable", "file ldap");
        maybe("mail/maps/canonical/recipient/classes", "envelope_recipient");
    }

    private void text(String key, String setting, String... choices) {
        if (random.nextBoolean()) {
            var value = one(choices);
            values.put(key, value);
            if (!value.isEmpty() || !setting.equals("smtpd_banner")) {
                expected.put(setting, value.contains("/etc/a$b") ? value.replace("$", "$$") : value);
            }
        }
    }

    private void flag(String key, String setting, boolean same) {
        if (random.nextBoolean()) {
            boolean yes = random.nextBoolean();
            values.put(key, one(yes ? YES : NO));
            expected.put(setting, yes == same ? "yes" : "no");
        }
    }

    private void maybe(String key, String value) {
        if (random.nextBoolean()) {
            values.put(key, value);
        }
    }

    private String one(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private String one(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
