package org.mailloft.net.netty;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.time.Duration;
import java.util.List;
import org.mailloft.net.TlsSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificates the server shows, by the host name a client asks for. Files are looked at before each handshake, so
 * that a changed one is served at once; a broken one is reported and the last good one stays. Thread safe.
 */
public final class TlsContexts {

    /** From the first octet of a handshake to its end. */
    static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(TlsContexts.class);

    /**
     * Another certificate for some host names: a {@code local_name} block.
     *
     * @param names host names in lower case; {@code *.example.org} stands for one label in front
     */
    public record LocalName(List<String> names, TlsSettings settings) {

        boolean matches(String serverName) {
            int dot = serverName.indexOf('.');
            return names.contains(serverName) || dot > 0 && names.contains("*" + serverName.substring(dot));
        }
    }

    private record Named(LocalName name, WatchedContext context) {}

    private record Contexts(WatchedContext usual, List<Named> named) {}

    private final SslProvider provider;
    private volatile Contexts contexts;

    /**
     * Reads all certificates.
     *
     * @throws IllegalArgumentException when one can't be used; the message names setting and reason
     */
    public TlsContexts(TlsSettings usual, List<LocalName> localNames) {
        this(usual, localNames, OpenSsl.isAvailable() ? SslProvider.OPENSSL_REFCNT : SslProvider.JDK);
    }

    TlsContexts(TlsSettings usual, List<LocalName> localNames, SslProvider provider) {
        if (provider == SslProvider.JDK) {
            LOG.warn(
                    "OpenSSL is not available ({}), using the TLS of the JDK",
                    String.valueOf(OpenSsl.unavailabilityCause()));
        }
        this.provider = provider;
        become(usual, localNames);
    }

    /**
     * Takes other settings for the handshakes from now on; connections that are open stay as they are.
     *
     * @throws IllegalArgumentException as the constructor; then everything stays as it was
     */
    public void become(TlsSettings usual, List<LocalName> localNames) {
        var named = localNames.stream()
                .map(name -> new Named(name, new WatchedContext(name.settings(), provider)))
                .toList();
        contexts = new Contexts(new WatchedContext(usual, provider), named);
    }

    SslHandler newHandler(String serverName, ByteBufAllocator allocator) {
        var current = contexts;
        var context = current.named().stream()
                .filter(each -> each.name().matches(serverName))
                .map(Named::context)
                .findFirst()
                .orElse(current.usual());
        var handler = context.newHandler(allocator);
        handler.setHandshakeTimeoutMillis(HANDSHAKE_TIMEOUT.toMillis());
        return handler;
    }

    /** Forgets nothing, but looks at all files now. {@link #newHandler} would do so by itself. */
    public void reload() {
        var current = contexts;
        current.usual().refresh();
        current.named().forEach(each -> each.context().refresh());
    }

    /** As Dovecot begins such texts in its log. What the client sent is left out: it may be a password. */
    static String failureText(Throwable cause) {
        var root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        var text = root instanceof NotSslRecordException ? "not an SSL/TLS record" : root.getMessage();
        return "SSL_accept() failed: " + (text == null ? root.getClass().getSimpleName() : text);
    }
}
