package org.mailloft.net.netty;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    private final SslProvider provider;
    private final WatchedContext usual;
    private final List<Named> named;

    /**
     * Reads all certificates.
     *
     * @throws IllegalArgumentException when one can't be used; the message names setting and reason
     */
    public TlsContexts(TlsSettings usual, List<LocalName> localNames) {
        this(usual, localNames, OpenSsl.isAvailable() ? SslProvider.OPENSSL_REFCNT : SslProvider.JDK);
    }

    TlsContexts(TlsSettings usual, List<LocalName> localNames, SslProvider provider) {
        this(usual, localNames, provider, Map.of());
        if (provider == SslProvider.JDK) {
            LOG.warn(
                    "OpenSSL is not available ({}), using the TLS of the JDK",
                    String.valueOf(OpenSsl.unavailabilityCause()));
        }
    }

    /** @param known contexts that need not be made again unless their files have changed */
    private TlsContexts(
            TlsSettings usual,
            List<LocalName> localNames,
            SslProvider provider,
            Map<TlsSettings, WatchedContext> known) {
        this.provider = provider;
        this.usual = context(usual, known);
        this.named = localNames.stream()
                .map(name -> new Named(name, context(name.settings(), known)))
                .toList();
    }

    private WatchedContext context(TlsSettings settings, Map<TlsSettings, WatchedContext> known) {
        var same = known.get(settings);
        return same != null && same.isCurrent() ? same : new WatchedContext(settings, provider);
    }

    /**
     * The contexts for other settings. What is the same in both, on disk too, is not read again.
     *
     * @throws IllegalArgumentException as the constructor
     */
    public TlsContexts with(TlsSettings usual, List<LocalName> localNames) {
        var known = new HashMap<TlsSettings, WatchedContext>();
        named.forEach(each -> known.put(each.name().settings(), each.context()));
        known.put(this.usual.settings(), this.usual);
        return new TlsContexts(usual, localNames, provider, known);
    }

    SslHandler newHandler(String serverName, ByteBufAllocator allocator) {
        var context = named.stream()
                .filter(each -> each.name().matches(serverName))
                .map(Named::context)
                .findFirst()
                .orElse(usual);
        var handler = context.newHandler(allocator);
        handler.setHandshakeTimeoutMillis(HANDSHAKE_TIMEOUT.toMillis());
        return handler;
    }

    /** As Dovecot begins such texts in its log. What the client sent is left out: it may be a password. */
    static String failureText(Throwable cause) {
        var root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        var text =
                switch (root) {
                    case NotSslRecordException _ -> "not an SSL/TLS record";
                    case ClosedChannelException _ -> "Connection closed";
                    default -> root.getMessage();
                };
        return "SSL_accept() failed: " + (text == null ? root.getClass().getSimpleName() : text);
    }
}
