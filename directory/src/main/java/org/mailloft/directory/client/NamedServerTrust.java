package org.mailloft.directory.client;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts a server whose certificate comes from a trusted authority and names the host we were told to connect to
 * (RFC 6125; RFC 4513 section 3.1.3). The LDAP library can check names, too, but it takes the name that the DNS has for
 * the address, and whoever controls that could choose it.
 */
final class NamedServerTrust extends X509ExtendedTrustManager {

    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;

    private final X509ExtendedTrustManager authorities;
    private final String host;

    /** @param host name or address as it stands in the settings */
    NamedServerTrust(X509ExtendedTrustManager authorities, String host) {
        this.authorities = authorities;
        this.host = host.toLowerCase(Locale.ROOT).replaceAll("^\\[|]$", "");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        authorities.checkServerTrusted(chain, authType);
        requireName(chain[0]);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        authorities.checkServerTrusted(chain, authType, engine);
        requireName(chain[0]);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        authorities.checkServerTrusted(chain, authType, socket);
        requireName(chain[0]);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("not a server");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("not a server");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw new CertificateException("not a server");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return authorities.getAcceptedIssuers();
    }

    private void requireName(X509Certificate certificate) throws CertificateException {
        var names = certificate.getSubjectAlternativeNames();
        if (names != null) {
            for (List<?> name : names) {
                int type = (Integer) name.getFirst();
                if ((type == DNS_NAME || type == IP_ADDRESS) && matches((String) name.get(1), type)) {
                    return;
                }
            }
        }
        throw new CertificateException("The certificate of the directory server does not name " + host);
    }

    private boolean matches(String pattern, int type) {
        String name = pattern.toLowerCase(Locale.ROOT);
        return name.equals(host) || type == DNS_NAME && matchesWildcard(name, host);
    }

    /** {@code *.example.org} stands for one label, RFC 6125 section 6.4.3. */
    static boolean matchesWildcard(String pattern, String host) {
        int firstDot = host.indexOf('.');
        return pattern.startsWith("*.")
                && pattern.indexOf('.', 2) > 0
                && firstDot > 0
                && pattern.substring(1).equals(host.substring(firstDot))
                && !host.matches("[0-9.]+");
    }
}
