package org.mailloft.auth;

/**
 * From where somebody logs in, or for what a user is looked up.
 *
 * @param service protocol name such as {@code imap} or {@code lmtp}: Dovecot's {@code %s}
 * @param sessionId as in the log
 * @param remoteIp client address, empty when there is none
 * @param localIp server address, empty when there is none
 * @param secured whether the connection keeps a password secret
 * @param tls whether the connection is encrypted
 * @param certified whether the client has shown a certificate that {@code ssl_ca} signed
 */
public record AuthRequest(
        String service,
        String sessionId,
        String remoteIp,
        String localIp,
        boolean secured,
        boolean tls,
        boolean certified) {

    /** From somebody without a certificate. */
    public AuthRequest(
            String service, String sessionId, String remoteIp, String localIp, boolean secured, boolean tls) {
        this(service, sessionId, remoteIp, localIp, secured, tls, false);
    }

    /** A lookup by the server itself. */
    public static AuthRequest internal(String service) {
        return new AuthRequest(service, "", "", "", true, false);
    }
}
