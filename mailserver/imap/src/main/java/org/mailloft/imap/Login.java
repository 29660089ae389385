package org.mailloft.imap;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.mailloft.auth.AuthRequest;
import org.mailloft.auth.AuthResult;
import org.mailloft.auth.UserRecord;
import org.mailloft.net.Connection;
import org.mailloft.net.SessionLog;
import org.mailloft.net.SessionRegistry;
import org.mailloft.storage.MailUser;
import org.mailloft.storage.Visit;
import org.slf4j.LoggerFactory;

/** Who the client is: attempts to log in, what became of them, and what the log says about it. */
public final class Login {

    private static final DateTimeFormatter LOCAL_TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    private final ImapSession session;
    private final ImapService service;
    private final Connection connection;
    private final String sessionId;
    private final LoginLog lines;
    private final Instant connected;

    private SessionLog log = new SessionLog(LoggerFactory.getLogger(ImapService.class), "imap-login");
    private SessionRegistry.Session entered;
    private String user = "";
    private String mechanism = "";
    private int attempts;
    private String lastFailure = "";

    Login(ImapSession session) {
        this.session = session;
        this.service = session.service();
        this.connection = session.connection();
        this.connected = service.clock().instant();
        this.sessionId = SessionId.of(connection.peer(), connected);
        this.lines = new LoginLog(service.settings(), connection, sessionId);
    }

    /** For what is logged about this session. */
    public SessionLog log() {
        return log;
    }

    /** The user, empty before login. */
    public String user() {
        return user;
    }

    /** The text of the first line. */
    String greeting() {
        return lines.variables("", "", "", isSecured())
                .expandLeniently(service.settings().greeting());
    }

    /** Whether a password may travel over this connection. */
    public boolean isPlaintextAllowed() {
        return !isTlsMissing() && (isSecured() || !service.settings().plaintextDisabled());
    }

    /** Whether nobody may log in before TLS has begun. */
    public boolean isTlsMissing() {
        return service.settings().ssl() == ImapSettings.Ssl.REQUIRED && !connection.isTls();
    }

    private boolean isSecured() {
        var peer = connection.peer();
        return connection.isTls()
                || peer.isSameHost()
                || service.isTrusted(peer.remote().getAddress());
    }

    /** What the authentication needs to know about this connection. */
    public AuthRequest request() {
        var peer = connection.peer();
        return new AuthRequest(
                "imap",
                sessionId,
                peer.remoteIp(),
                peer.localIp(),
                isPlaintextAllowed(),
                connection.isTls(),
                connection.isClientCertified());
    }

    /**
     * Refuses what would send a password over a connection that everybody can read.
     *
     * @return whether it was refused
     */
    public boolean refusePlaintext(Responder out, String attempted) {
        if (isPlaintextAllowed()) {
            return false;
        }
        mechanism = attempted;
        if (isTlsMissing()) {
            lastFailure = "cert required, client didn't start TLS";
            out.no(ResponseCode.PRIVACYREQUIRED, "Authentication not allowed until SSL/TLS is enabled.");
            return true;
        }
        lastFailure = "tried to use disallowed plaintext auth";
        out.untagged("BAD")
                .atom("[ALERT]")
                .text("Plaintext authentication not allowed without SSL/TLS, but your client did it anyway."
                        + " If anyone was listening, the password was exposed.")
                .crlf();
        out.no(
                ResponseCode.PRIVACYREQUIRED,
                "Plaintext authentication disallowed on non-secure (SSL/TLS) connections.");
        return true;
    }

    /** Ends an attempt with its reply; after success the session has its store. */
    public void finish(AuthResult result, Responder out) {
        switch (result) {
            case AuthResult.Success success -> enter(success, out);
            case AuthResult.Refused refused -> refuse(refused, out);
            case AuthResult.Unavailable unavailable -> {
                mechanism = unavailable.mechanism();
                user = unavailable.username();
                lastFailure = "auth service reported temporary failure";
                out.no(ResponseCode.UNAVAILABLE, "Temporary authentication failure. [" + now() + "]");
            }
        }
    }

    private void refuse(AuthResult.Refused refused, Responder out) {
        user = refused.username();
        mechanism = refused.mechanism();
        attempts++;
        lastFailure = switch (refused.kind()) {
            case CREDENTIALS -> "";
            case AUTHORIZATION -> "authorization failed";
            case USER_DISABLED -> "user disabled";
            case PASSWORD_EXPIRED -> "password expired";
            case LOGIN_DISABLED -> "login disabled";
            case UNKNOWN_MECHANISM -> "tried to use unsupported auth mechanism";
            case INVALID_BASE64 -> "sent invalid base64 in response";
            case ABORTED -> "aborted authentication";
            case PLAINTEXT_DISALLOWED -> "tried to use disallowed plaintext auth";
        };
        switch (refused.kind()) {
            case CREDENTIALS -> reject(out, ResponseCode.AUTHENTICATIONFAILED, "Authentication failed.", refused);
            case AUTHORIZATION -> reject(out, ResponseCode.AUTHORIZATIONFAILED, "Authorization failed", refused);
            case USER_DISABLED, LOGIN_DISABLED ->
                reject(out, ResponseCode.CONTACTADMIN, "Login disabled for this user", refused);
            case PASSWORD_EXPIRED -> reject(out, ResponseCode.EXPIRED, "Password expired", refused);
            case UNKNOWN_MECHANISM -> {
                log.info(
                        line("Authenticate " + refused.mechanism() + " failed: Unsupported authentication mechanism."));
                reject(out, ResponseCode.ALERT, "Unsupported authentication mechanism.", refused);
            }
            case INVALID_BASE64 -> out.bad("Invalid base64 data in initial response");
            case ABORTED -> out.bad("Authentication aborted by client.");
            case PLAINTEXT_DISALLOWED -> refusePlaintext(out, refused.mechanism());
        }
    }

    private static void reject(Responder out, ResponseCode code, String text, AuthResult.Refused refused) {
        if (refused.reason().isEmpty()) {
            out.no(code, text);
        } else if (refused.reason().startsWith("[")) {
            out.no(refused.reason());
        } else {
            out.no(ResponseCode.ALERT, refused.reason());
        }
    }

    private void enter(AuthResult.Success success, Responder out) {
        UserRecord record = success.user();
        user = record.name();
        mechanism = success.mechanism();
        var candidate = new SessionRegistry.Session(user, "imap", sessionId, connection);
        int limit = service.settings().maxConnectionsPerUserAndIp();
        if (!service.registry().enter(candidate, limit)) {
            tooMany(limit, out);
        }
        if (!connection.authenticated()) {
            service.registry().leave(candidate);
            log.error("service(imap) has no place (service { process_limit } reached?): user=<" + user + ">");
            throw new Goodbye(
                    "Internal login failure. Refer to server log for more information.",
                    "Internal login failure (pid=" + ProcessHandle.current().pid() + " id=1)");
        }
        try {
            var visit = new Visit("imap", sessionId, connection.peer().remoteIp());
            session.opened(service.stores().open(new MailUser(record.name(), record.home(), record.fields()), visit));
        } catch (RuntimeException e) {
            service.registry().leave(candidate);
            throw e;
        }
        entered = candidate;
        long pid = ProcessHandle.current().pid();
        log.info(lines.line("Login", user, mechanism, Long.toString(pid), isSecured()));
        log = log.withPrefix("imap(" + user + ")<" + pid + "><" + sessionId + ">");
        log.debug("Effective uid=" + record.uid() + ", gid=" + record.gid() + ", home=" + record.home());
        session.store().namespaces().forEach(namespace -> log.debug("Namespace: " + namespace.logText()));
        if (session.hasAskedCapability()) {
            out.untagged("CAPABILITY").atom(session.capabilities()).crlf();
            out.okAsIs("", "Logged in");
        } else {
            out.okAsIs("CAPABILITY " + session.capabilities(), "Logged in");
        }
    }

    private void tooMany(int limit, Responder out) {
        var text = "Maximum number of connections from user+IP exceeded (mail_max_userip_connections=" + limit + ")";
        out.no(ResponseCode.LIMIT, text);
        throw new Goodbye("Disconnected.", text);
    }

    /** Ends what {@link #finish} has entered. */
    void leave() {
        if (entered != null) {
            service.registry().leave(entered);
        }
    }

    /**
     * Logs the end of the session.
     *
     * @param afterLogin why it ended, if it had a user
     * @param beforeLogin why it ended otherwise
     */
    void logEnd(String afterLogin, String beforeLogin) {
        if (session.store() != null) {
            log.info("Disconnected: " + afterLogin + " "
                    + session.statistics().format(service.settings().logoutFormat(), connection));
        } else {
            log.info(line("Disconnected: " + beforeLogin + suffix(beforeLogin)));
        }
    }

    private String suffix(String reason) {
        if (reason.startsWith("Maximum number") || reason.startsWith("Internal login failure")) {
            return "";
        }
        long seconds = Duration.between(connected, service.clock().instant()).toSeconds();
        if (attempts == 0 && lastFailure.isEmpty()) {
            return " (no auth attempts in " + seconds + " secs)";
        }
        if (lastFailure.isEmpty()) {
            return " (auth failed, " + attempts + " attempts in " + seconds + " secs)";
        }
        return lastFailure.equals("authorization failed")
                ? " (authorization failed, " + attempts + " attempts in " + seconds + " secs)"
                : " (" + lastFailure + ")";
    }

    /** Logs something that happened, with who and from where. */
    public void logEvent(String event) {
        log.info(session.store() == null ? line(event) : event);
    }

    private String line(String event) {
        return lines.line(event, user, mechanism, "", isSecured());
    }

    private String now() {
        return LOCAL_TIME.format(service.clock().instant().atZone(ZoneId.systemDefault()));
    }
}
