package org.mailloft.appliance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.mailloft.directory.content.DemoContent;
import org.mailloft.ucr.Assignment;
import org.mailloft.ucr.Registry;
import org.mailloft.ucr.Seeds;
import org.mailloft.ucr.ShareFolder;
import org.mailloft.ucr.apply.Applier;
import org.mailloft.ucr.apply.Outcome;

/**
 * The registry of a state folder: what the packages set when they are installed, and what is different because this is
 * not a host of its own. From it come all configuration files.
 */
final class ApplianceRegistry {

    /** Set once; from then on they are the administrator's. */
    private static final Map<String, String> SUGGESTED = Map.of(
            "mail/dovecot/mailboxes/auto/Drafts", "subscribe",
            "mail/dovecot/mailboxes/auto/Sent", "subscribe",
            "mail/dovecot/mailboxes/auto/Trash", "subscribe",
            "mailloft/lmtp/routing", "yes",
            "mail/dovecot/limits/imap-login/service_count", "0");

    private final StateFolder state;
    private final Ports ports;

    ApplianceRegistry(StateFolder state, Ports ports) {
        this.state = state;
        this.ports = ports;
    }

    /**
     * Brings registry and configuration files to where they should be at a start.
     *
     * @param serviceDn as whom the parts read the directory; the password is the secret {@code service}
     * @throws StartFailure when a value or a file stands in the way
     */
    void prepare(String serviceDn) throws IOException {
        var share = ShareFolder.locate(System.getenv());
        var assignments = new ArrayList<>(Seeds.of(share, "mailloft-mailserver"));
        SUGGESTED.forEach((key, value) -> assignments.add(new Assignment.SetIfAbsent(key, value)));
        for (var file : files().entrySet()) {
            assignments.add(file(file.getKey(), file.getValue()));
        }
        own(serviceDn).forEach((key, value) -> assignments.add(new Assignment.Set(key, value)));
        var applier = applier();
        require(applier.seed(assignments));
        require(applier.commit(List.of()));
    }

    /** The mail server has started, and so knows everything that waited for that. */
    void started() throws IOException {
        applier().restarted("mailloft");
    }

    private Applier applier() {
        return Applier.of(state.root(), ShareFolder.locate(System.getenv()));
    }

    /** Files of the state folder that the administrator may replace by others. */
    private Map<String, String> files() {
        return Map.of(
                "mail/dovecot/ssl/certificate", path("etc/mailloft/ssl/host.pem"),
                "mail/dovecot/ssl/key", path("etc/mailloft/ssl/host.key"),
                "mail/dovecot/auth/ldap/cafile", path("etc/mailloft/ssl/ca.pem"),
                "mail/dovecot/logging/log_path", state.log().toString());
    }

    /** Set once, and again when the state folder has moved away from where the file was. */
    private Assignment file(String key, String value) throws IOException {
        var values = Registry.open(state.root()).values();
        var formerPrefix = values.get("mailloft/prefix").orElse(state.root().toString());
        boolean moved = !formerPrefix.equals(state.root().toString())
                && values.get(key)
                        .filter(path -> path.startsWith(formerPrefix + "/"))
                        .isPresent();
        return moved ? new Assignment.Set(key, value) : new Assignment.SetIfAbsent(key, value);
    }

    /** What follows from folder, ports and who runs it; set at every start. */
    private Map<String, String> own(String serviceDn) throws IOException {
        var owner = Files.readAttributes(state.root(), PosixFileAttributes.class);
        var user = owner.owner().getName();
        var group = owner.group().getName();
        return Map.ofEntries(
                Map.entry("hostname", Appliance.HOST),
                Map.entry("mailloft/prefix", state.root().toString()),
                Map.entry("mailloft/base_dir", path("run")),
                Map.entry("mailloft/user", user),
                Map.entry("mailloft/group", group),
                Map.entry("mailloft/postfix/user", user),
                Map.entry("mailloft/postfix/group", group),
                Map.entry("mailloft/postmaster", "postmaster@" + DemoContent.MAIL_DOMAIN),
                Map.entry("mailloft/listen", Ports.ADDRESS),
                Map.entry("mailloft/imap/port", port(ports.imap())),
                Map.entry("mailloft/imaps/port", port(ports.imaps())),
                Map.entry("mailloft/pop3/port", port(ports.pop3())),
                Map.entry("mailloft/pop3s/port", port(ports.pop3s())),
                Map.entry("mailloft/lmtp/address", Ports.ADDRESS),
                Map.entry("mailloft/lmtp/port", port(ports.lmtp())),
                Map.entry("mailloft/lmtp/socket", ""),
                Map.entry("mailloft/sasl/socket", ""),
                Map.entry("mailloft/doveadm/address", Ports.ADDRESS),
                Map.entry("mailloft/doveadm/port", port(ports.http())),
                Map.entry("mail/dovecot/sieve/ip", Ports.ADDRESS),
                Map.entry("mail/dovecot/sieve/port", port(ports.sieve())),
                Map.entry("mail/dovecot/quota-status/ip", Ports.ADDRESS),
                Map.entry("mail/dovecot/quota-status/port", port(ports.quotaStatus())),
                Map.entry("mailloft/ldap/uris", "ldap://" + Ports.ADDRESS + ":" + ports.ldap()),
                Map.entry("mailloft/ldap/binddn", serviceDn),
                Map.entry("mailloft/ldap/secret", "/etc/mailloft/service.secret"),
                Map.entry("mailloft/ldap/starttls", "no"),
                Map.entry("ldap/base", DemoContent.BASE));
    }

    private String path(String name) {
        return state.root().resolve(name).toString();
    }

    private static String port(int number) {
        return String.valueOf(number);
    }

    private static void require(Outcome outcome) {
        switch (outcome) {
            case Outcome.Applied _, Outcome.Preview _ -> {}
            case Outcome.Refused(var _, var reasons) -> throw new StartFailure(text(reasons));
            case Outcome.Unfinished unfinished -> throw new StartFailure(text(unfinished.reasons()));
        }
    }

    private static String text(List<Outcome.Reason> reasons) {
        return "the registry cannot be applied: "
                + reasons.stream().map(ApplianceRegistry::text).collect(Collectors.joining("; "));
    }

    private static String text(Outcome.Reason reason) {
        var places = new ArrayList<String>();
        reason.variable().ifPresent(places::add);
        reason.template().ifPresent(places::add);
        reason.file().ifPresent(places::add);
        places.add(reason.text());
        return String.join(": ", places);
    }
}
