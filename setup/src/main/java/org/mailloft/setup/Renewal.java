package org.mailloft.setup;

import java.util.function.Consumer;
import org.mailloft.setup.host.HostName;
import org.mailloft.setup.slapd.SlapdAccess;

/**
 * Renews the certificates that the setup made before they end, and has those that show them read them again. Without one
 * that ends soon nothing is touched; certificates of the administrator never are.
 */
final class Renewal {

    private final HostRegistry registry;
    private final HostCertificate certificates;
    private final HostServices services;
    private final Consumer<String> news;

    Renewal(HostRegistry registry, HostCertificate certificates, HostServices services, Consumer<String> news) {
        this.registry = registry;
        this.certificates = certificates;
        this.services = services;
        this.news = news;
    }

    void run() {
        var host = registry.get("hostname");
        var domain = registry.get("domainname");
        if (host.isEmpty() || domain.isEmpty()) {
            news.accept("This host is not set up, so it has no certificate to renew.");
            return;
        }
        var name = new HostName(host.get(), domain.get());
        String authority = certificates.authority();
        boolean isForClients = certificates.renew(name, registry.group());
        boolean isForDirectory = certificates.renewForDirectory(name);
        if (isForDirectory) {
            news.accept("The certificate of the directory is a new one.");
            SlapdAccess.running()
                    .ifPresent(slapd -> slapd.directory(news).readAgain(HostCertificate.DIRECTORY_CERTIFICATE));
        }
        if (isForClients) {
            news.accept("The certificate of this host is a new one.");
        }
        if (!certificates.authority().equals(authority)) {
            // every ten years; all that trust it have read it when they started
            news.accept("The authority of this host is a new one, too: clients have to be told to trust "
                    + HostCertificate.AUTHORITY + ".");
            services.restart();
        } else if (isForClients) {
            services.reload("mailloft", "postfix");
        } else if (!isForDirectory) {
            news.accept("No certificate ends soon.");
        }
    }
}
