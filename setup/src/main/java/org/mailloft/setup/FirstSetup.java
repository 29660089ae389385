package org.mailloft.setup;

import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.mailloft.setup.host.HostName;
import org.mailloft.setup.host.PrivateFiles;
import org.mailloft.setup.slapd.LocalDirectory;
import org.mailloft.setup.slapd.SlapdAccess;
import org.mailloft.ucr.Assignment;

/**
 * Makes a mail server of a host on which the packages are installed: who it is, a certificate, a directory, the registry,
 * and then the services. What an earlier run or a person has done stays.
 */
final class FirstSetup {

    private static final String HELP = "Either install slapd and ldap-utils and run mailloft-setup --auto again,"
            + " or join a directory with mailloft-setup --ldap-uri ldap://HOST --base BASE --bind-dn DN.";

    private final HostRegistry registry = new HostRegistry();
    private final HostCertificate certificates = new HostCertificate(registry, Clock.systemUTC());
    private final Consumer<String> news;

    FirstSetup(Consumer<String> news) {
        this.news = news;
    }

    /**
     * What a person may want to choose.
     *
     * @param fqdn full name of the host
     * @param mailDomain first mail domain of a directory that has none
     * @param administrator who gets mail to postmaster and root
     */
    record Choices(Optional<String> fqdn, Optional<String> mailDomain, Optional<String> administrator) {}

    /** All that can be done without asking anybody. */
    void auto(Choices choices) {
        var name = host(choices);
        var assignments = new ArrayList<>(identity(name, choices));
        String group = registry.group();
        var forClients = certificates.ensure(name, group);
        assignments.addAll(forClients.assignments());
        if (usesOtherDirectory()) {
            news.accept("The directory is the one that the registry names.");
            assignments.addAll(withoutOwnAuthority());
        } else {
            assignments.addAll(localDirectory(name, choices, group));
        }
        boolean isNews = registry.apply(assignments) || forClients.isNew();
        var services = new HostServices(registry, news);
        if (registry.get("ldap/base").isPresent()) {
            services.join();
        }
        if (isNews) {
            services.restart();
        } else {
            services.start();
        }
    }

    private HostName host(Choices choices) {
        if (choices.fqdn().isPresent()) {
            return HostName.parse(choices.fqdn().get());
        }
        var host = registry.get("hostname");
        var domain = registry.get("domainname");
        return host.isPresent() && domain.isPresent() ? new HostName(host.get(), domain.get()) : HostName.ofSystem();
    }

    private List<Assignment> identity(HostName name, Choices choices) {
        if (!name.hasDomain()) {
            news.accept("This host has no domain. It is " + name.full()
                    + " for now; mailloft-setup --auto --fqdn NAME gives it another name.");
        }
        var assignments = new ArrayList<Assignment>();
        assignments.add(new Assignment.Set("hostname", name.host()));
        assignments.add(new Assignment.Set("domainname", name.domain()));
        choices.administrator()
                .ifPresent(address -> assignments.addAll(List.of(
                        new Assignment.Set("mail/alias/root", address),
                        new Assignment.Set("mailloft/postmaster", address))));
        return assignments;
    }

    /** Joined to a domain, which the entry of the host says, or to another directory. */
    private boolean usesOtherDirectory() {
        return registry.get("ldap/hostdn").isPresent()
                || registry.get("mailloft/ldap/uris")
                        .filter(uris -> !uris.equals(LocalDirectory.URI))
                        .isPresent();
    }

    /** The mail server starts and waits for a directory; it wants a file of authorities even so. */
    private static List<Assignment> startWithout() {
        return Files.exists(HostCertificate.AUTHORITY)
                ? List.of(new Assignment.SetIfAbsent(DirectoryChoice.AUTHORITIES, HostCertificate.AUTHORITY.toString()))
                : List.of();
    }

    /** What {@link #startWithout} set would keep a host that has joined a domain since from trusting its directory. */
    private List<Assignment> withoutOwnAuthority() {
        boolean isLeftOver = registry.get("mailloft/ldap/uris").isEmpty()
                && registry.get(DirectoryChoice.AUTHORITIES)
                        .filter(HostCertificate.AUTHORITY.toString()::equals)
                        .isPresent();
        return isLeftOver ? List.of(new Assignment.Unset(DirectoryChoice.AUTHORITIES)) : List.of();
    }

    private List<Assignment> localDirectory(HostName name, Choices choices, String group) {
        if (!LocalDirectory.isInstalled()) {
            news.accept("There is no directory yet. " + HELP);
            return startWithout();
        }
        try (var slapd = SlapdAccess.open()) {
            var directory = slapd.directory(news);
            var finding = directory.look();
            if (finding.kind() == LocalDirectory.Kind.FOREIGN) {
                news.accept("The slapd of this host is used by somebody and was not touched. " + finding.reason()
                        + " To use it as the directory of the mail server, add the mail schema to it and join it with"
                        + " mailloft-setup --ldap-uri ldap://" + name.full() + " --base BASE --bind-dn DN.");
                return startWithout();
            }
            var certificate = certificates.forDirectory(name);
            var ready = directory.prepare(
                    finding,
                    new LocalDirectory.Wanted(
                            registry.get("ldap/base").orElse(name.base()),
                            choices.mailDomain().orElse(name.domain()),
                            name.host(),
                            PrivateFiles.secret(DirectoryChoice.SECRET, group, new SecureRandom()),
                            certificate.certificate(),
                            certificate.key()));
            if (certificate.isNew()) {
                directory.readAgain(certificate.certificate());
            }
            news.accept("The directory of this host is " + ready.base() + ".");
            return new DirectoryChoice(
                            ready.base(), LocalDirectory.URI, ready.serviceDn(), true, HostCertificate.AUTHORITY)
                    .assignments();
        }
    }
}
