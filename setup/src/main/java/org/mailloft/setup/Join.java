package org.mailloft.setup;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.mailloft.directory.DirectorySettings;
import org.mailloft.directory.client.LdapDirectory;
import org.mailloft.setup.host.PrivateFiles;
import org.mailloft.setup.host.SetupFailure;

/**
 * Makes this host use a directory that is there already. It is looked at first; when something is in the way nothing has
 * been changed, neither here nor there.
 */
final class Join {

    private static final Path OWN_AUTHORITY = HostCertificate.FOLDER.resolve("ldap-ca.pem");
    private static final List<Path> USUAL_AUTHORITIES =
            List.of(Path.of("/etc/univention/ssl/ucsCA/CAcert.pem"), Path.of("/etc/ssl/certs/ca-certificates.crt"));

    private final HostRegistry registry;
    private final Consumer<String> news;

    Join(HostRegistry registry, Consumer<String> news) {
        this.registry = registry;
        this.news = news;
    }

    /**
     * Where the directory is, and who we are there.
     *
     * @param uris {@code ldap://} with StartTLS, or {@code ldaps://}
     * @param authorities certificates to trust; empty for those of the domain or the system
     * @param isPlain without StartTLS, for a directory on this host only
     */
    record Target(
            List<URI> uris, String base, String bindDn, String secret, Optional<Path> authorities, boolean isPlain) {

        @Override
        public String toString() {
            return "Target[uris=" + uris + ", base=" + base + ", bindDn=" + bindDn + ", secret=***]";
        }
    }

    /** @throws SetupFailure with all that is in the way */
    void run(Target target) {
        requireSafe(target);
        var authorities = authorities(target);
        var findings = look(target, authorities);
        if (!findings.problems().isEmpty()) {
            throw new SetupFailure("This directory cannot be used; nothing was changed.\n  "
                    + String.join("\n  ", findings.problems()));
        }
        findings.remarks().forEach(news);
        if (!findings.mailDomains().isEmpty()) {
            news.accept("Mail domains: " + String.join(", ", findings.mailDomains()));
        }
        String group = registry.group();
        PrivateFiles.write(DirectoryChoice.SECRET, target.secret() + "\n", group);
        var trusted = target.authorities().isPresent() ? keep(authorities) : authorities;
        var choice = new DirectoryChoice(
                target.base(),
                target.uris().stream().map(URI::toString).collect(Collectors.joining(" ")),
                target.bindDn(),
                !target.isPlain(),
                trusted);
        registry.apply(choice.assignments());
        var services = new HostServices(registry, news);
        services.join();
        services.restart();
        news.accept("This host uses the directory " + target.base() + " now.");
    }

    private static ExistingDirectory.Findings look(Target target, Path authorities) {
        var settings = new DirectorySettings(
                target.uris(),
                target.bindDn(),
                target.secret(),
                !target.isPlain(),
                Optional.of(authorities),
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                1);
        try (var directory = LdapDirectory.of(settings)) {
            return new ExistingDirectory(directory, target.base()).look();
        }
    }

    /** Passwords of all users go this way. */
    static void requireSafe(Target target) {
        if (!target.isPlain()) {
            return;
        }
        for (URI uri : target.uris()) {
            if (!uri.getScheme().equals("ldaps") && !isThisHost(uri.getHost())) {
                throw new SetupFailure("Passwords would go to " + uri.getHost()
                        + " in plain text: without StartTLS only a directory on this host can be used.");
            }
        }
    }

    private static boolean isThisHost(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException _) {
            return false;
        }
    }

    private static Path authorities(Target target) {
        var file = target.authorities()
                .or(() -> USUAL_AUTHORITIES.stream().filter(Files::exists).findFirst())
                .orElseThrow(() -> new SetupFailure("Whose certificate does the directory have? Name the file of its"
                        + " authority with --ca-file, or install ca-certificates."));
        if (!Files.isReadable(file)) {
            throw new SetupFailure(file + " cannot be read.");
        }
        return file;
    }

    /** A copy: the file that was named may be on somebody's memory stick. */
    private static Path keep(Path authorities) {
        try {
            var text = Files.readString(authorities);
            Files.createDirectories(OWN_AUTHORITY.getParent());
            Files.writeString(OWN_AUTHORITY, text);
            return OWN_AUTHORITY;
        } catch (IOException e) {
            throw new SetupFailure(authorities + " cannot be kept as " + OWN_AUTHORITY + ": " + e.getMessage() + ".");
        }
    }
}
