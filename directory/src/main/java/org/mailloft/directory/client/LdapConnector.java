package org.mailloft.directory.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.ldap.client.api.LdapConnectionConfig;
import org.apache.directory.ldap.client.api.LdapNetworkConnection;
import org.mailloft.directory.DirectorySettings;
import org.mailloft.directory.DirectoryUnavailable;

/** Opens connections: the first server that answers, beginning with the one that answered last. Thread safe. */
final class LdapConnector {

    private static final int LDAP_PORT = 389;
    private static final int LDAPS_PORT = 636;

    private final DirectorySettings settings;

    /** Index of the server that answered last; a dead first server must not cost a timeout on every connection. */
    private volatile int preferred;

    LdapConnector(DirectorySettings settings) {
        this.settings = settings;
        SyncDeleteDecoding.install();
    }

    /**
     * A connection with TLS as configured, not yet bound. The caller closes it.
     *
     * @throws DirectoryUnavailable naming every server that was tried and why it failed
     */
    LdapNetworkConnection open() {
        var failures = new StringBuilder();
        int servers = settings.uris().size();
        for (int attempt = 0; attempt < servers; attempt++) {
            int index = (preferred + attempt) % servers;
            URI uri = settings.uris().get(index);
            try {
                LdapNetworkConnection connection = open(uri);
                preferred = index;
                return connection;
            } catch (LdapException | RuntimeException failure) {
                failures.append(failures.isEmpty() ? "" : "; ")
                        .append(uri)
                        .append(": ")
                        .append(LdapReason.of(failure));
            }
        }
        throw new DirectoryUnavailable("Cannot connect to the directory: " + failures);
    }

    /** A connection bound with our own account. */
    LdapNetworkConnection openBound() {
        LdapNetworkConnection connection = open();
        try {
            if (settings.bindDn().isEmpty()) {
                connection.anonymousBind();
            } else {
                connection.bind(settings.bindDn(), settings.password());
            }
            return connection;
        } catch (LdapException failure) {
            connection.close();
            throw new DirectoryUnavailable(
                    "The directory refuses to let us in as \"" + settings.bindDn() + "\": " + LdapReason.of(failure),
                    failure);
        }
    }

    private LdapNetworkConnection open(URI uri) throws LdapException {
        var config = new LdapConnectionConfig();
        boolean ldaps = "ldaps".equalsIgnoreCase(uri.getScheme());
        config.setLdapHost(uri.getHost());
        config.setLdapPort(uri.getPort() > 0 ? uri.getPort() : ldaps ? LDAPS_PORT : LDAP_PORT);
        config.setUseSsl(ldaps);
        config.setUseTls(settings.startTls() && !ldaps);
        config.setSslEndpointIdentificationAlgorithm(null); // NamedServerTrust checks the name
        config.setTimeout(settings.timeout().toMillis());
        config.setConnectTimeout(settings.connectTimeout().toMillis());
        config.setCloseTimeout(settings.connectTimeout().toMillis());
        config.setTrustManagers(trust(uri.getHost()));
        var connection = new SingleConnection(config);
        connection.setTimeOut(settings.timeout().toMillis());
        try {
            if (!connection.connect()) {
                throw new DirectoryUnavailable("no connection");
            }
        } catch (LdapException | RuntimeException failure) {
            connection.close();
            throw failure;
        }
        return connection;
    }

    private TrustManager trust(String host) {
        try {
            var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(
                    settings.caFile().isPresent() ? keyStore(settings.caFile().get()) : null);
            return Arrays.stream(factory.getTrustManagers())
                    .filter(X509ExtendedTrustManager.class::isInstance)
                    .map(manager -> new NamedServerTrust((X509ExtendedTrustManager) manager, host))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException failure) {
            throw new DirectoryUnavailable(authorities() + " cannot be read", failure);
        } catch (GeneralSecurityException failure) {
            throw new DirectoryUnavailable("there is no certificate of an authority in " + authorities(), failure);
        }
    }

    private String authorities() {
        return settings.caFile().map(Path::toString).orElse("the Java runtime");
    }

    private static KeyStore keyStore(Path pem) throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream in = Files.newInputStream(pem)) {
            int count = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("ca" + count++, certificate);
            }
            if (count == 0) {
                throw new CertificateException("no certificate");
            }
        }
        return store;
    }
}
