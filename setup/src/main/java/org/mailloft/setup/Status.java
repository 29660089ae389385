package org.mailloft.setup;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.mailloft.directory.DirectorySettings;
import org.mailloft.directory.client.LdapDirectory;
import org.mailloft.net.PemIdentity;
import org.mailloft.setup.host.Program;

/** Says how this host is set up, and whether that works. Changes nothing. */
final class Status {

    private final HostRegistry registry;
    private final Consumer<String> out;
    private boolean isWell = true;

    Status(HostRegistry registry, Consumer<String> out) {
        this.registry = registry;
        this.out = out;
    }

    /** Prints a line or two on each thing; whether all is well. */
    boolean print() {
        String host = registry.get("hostname").orElse("");
        line(
                "host",
                host.isEmpty()
                        ? bad("not set up, see mailloft-setup --help")
                        : host + "." + registry.get("domainname").orElse("?"));
        line("certificate", certificate());
        directory();
        for (String service : HostServices.IN_ORDER) {
            var state =
                    Program.of("systemctl", "is-active", service + ".service").run();
            String word = state.output().strip();
            line(service, state.isSuccess() ? word : bad(word.isEmpty() ? "unknown" : word));
        }
        return isWell;
    }

    private String certificate() {
        var file = registry.get("mail/dovecot/ssl/certificate").map(Path::of);
        if (file.isEmpty()) {
            return "that of the domain";
        }
        try {
            var certificates = PemIdentity.certificates(Files.readString(file.get()));
            if (certificates.isEmpty()) {
                return bad(file.get() + " has no certificate in it");
            }
            var end = certificates.getFirst().getNotAfter().toInstant();
            String text =
                    file.get() + ", valid until " + end.atZone(ZoneOffset.UTC).toLocalDate();
            return end.isAfter(Instant.now()) ? text : bad(text);
        } catch (IOException | IllegalArgumentException e) {
            return bad(file.get() + " cannot be read");
        }
    }

    private void directory() {
        var settings = settings();
        if (settings.isEmpty()) {
            line("directory", bad("none, see mailloft-setup --help"));
            return;
        }
        String base = registry.get("ldap/base").orElse("");
        try (var directory = LdapDirectory.of(settings.get())) {
            var findings = new ExistingDirectory(directory, base).look();
            line(
                    "directory",
                    base + " at " + registry.get("mailloft/ldap/uris").orElse("the servers of the domain") + " as "
                            + settings.get().bindDn());
            Stream.concat(findings.problems().stream().map(this::bad), findings.remarks().stream())
                    .forEach(sentence -> line("", sentence));
            if (!findings.mailDomains().isEmpty()) {
                line("mail domains", String.join(", ", findings.mailDomains()));
            }
        }
    }

    private Optional<DirectorySettings> settings() {
        var uris = new ArrayList<URI>();
        registry.get("mailloft/ldap/uris")
                .ifPresent(all ->
                        Stream.of(all.strip().split("\\s+")).map(URI::create).forEach(uris::add));
        if (uris.isEmpty() && registry.get("ldap/hostdn").isPresent()) {
            registry.get("ldap/server/name")
                    .ifPresent(name -> uris.add(URI.create("ldap://" + name + ":"
                            + registry.get("ldap/server/port").orElse("7389"))));
        }
        if (uris.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new DirectorySettings(
                List.copyOf(uris),
                registry.get("mailloft/ldap/binddn")
                        .or(() -> registry.get("ldap/hostdn"))
                        .orElse(""),
                secret(Path.of(registry.get("mailloft/ldap/secret").orElse("/etc/machine.secret"))),
                registry.isTrue("mailloft/ldap/starttls", true),
                Optional.of(Path.of(
                        registry.get("mail/dovecot/auth/ldap/cafile").orElse("/etc/univention/ssl/ucsCA/CAcert.pem"))),
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                1));
    }

    private String secret(Path file) {
        try (var lines = Files.lines(file)) {
            return lines.findFirst().orElse("");
        } catch (IOException e) {
            line("", bad(file + " cannot be read"));
            return "";
        }
    }

    private String bad(String text) {
        isWell = false;
        return text;
    }

    private void line(String name, String text) {
        out.accept(String.format("%-20s%s", name.isEmpty() ? "" : name + ":", text));
    }
}
