package org.mailloft.net.netty;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.lang.ref.Cleaner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.mailloft.net.PemIdentity;
import org.mailloft.net.TlsSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One TLS context, built anew when the files behind it change. */
final class WatchedContext {

    private static final Logger LOG = LoggerFactory.getLogger(WatchedContext.class);

    private static final Cleaner CLEANER = Cleaner.create();

    /** What tells one state of a file from another. */
    private record Stamp(Object fileKey, long size, Object modified) {
        static Stamp of(Path file) {
            try {
                var attributes = Files.readAttributes(file, BasicFileAttributes.class);
                return new Stamp(attributes.fileKey(), attributes.size(), attributes.lastModifiedTime());
            } catch (IOException _) {
                return new Stamp("missing", 0, 0);
            }
        }
    }

    private final TlsSettings settings;
    private final SslProvider provider;
    private final Held held = new Held();
    private List<Stamp> stamps;

    WatchedContext(TlsSettings settings, SslProvider provider) {
        this.settings = settings;
        this.provider = provider;
        this.stamps = stamps();
        held.become(build());
        CLEANER.register(this, held::release);
    }

    /** A context holds native memory: given back when nobody uses it any more. */
    private static final class Held {
        private SslContext context;

        synchronized void become(SslContext other) {
            release();
            context = other;
        }

        /** Engines of running connections hold it themselves as long as they need it. */
        synchronized void release() {
            ReferenceCountUtil.release(context);
        }
    }

    TlsSettings settings() {
        return settings;
    }

    /** Whether the files are what they were when they were read. */
    synchronized boolean isCurrent() {
        return stamps.equals(stamps());
    }

    synchronized SslHandler newHandler(ByteBufAllocator allocator) {
        refresh();
        var engine = held.context.newEngine(allocator);
        var parameters = engine.getSSLParameters();
        parameters.setUseCipherSuitesOrder(settings.preferServerCiphers());
        engine.setSSLParameters(parameters);
        return new SslHandler(engine);
    }

    private void refresh() {
        var now = stamps();
        if (now.equals(stamps)) {
            return;
        }
        stamps = now;
        try {
            held.become(build());
        } catch (IllegalArgumentException e) {
            LOG.error("{} - the certificate read before stays in use", e.getMessage());
        }
    }

    private List<Stamp> stamps() {
        return Stream.of(settings.cert(), settings.key(), settings.ca())
                .filter(WatchedContext::isFile)
                .map(value -> Stamp.of(fileOf(value)))
                .toList();
    }

    private SslContext build() {
        var authorities = authorities();
        try {
            var identity = PemIdentity.of(
                    pem("ssl_cert", settings.cert()), pem("ssl_key", settings.key()), settings.keyPassword());
            var builder = SslContextBuilder.forServer(identity.key(), identity.chain())
                    .sslProvider(provider)
                    .protocols(protocols())
                    .ciphers(ciphers());
            if (provider != SslProvider.JDK && !settings.curveList().isEmpty()) {
                builder.option(OpenSslContextOption.GROUPS, settings.curveList().split(":"));
            }
            if (!authorities.isEmpty()) {
                builder.trustManager(authorities);
                builder.clientAuth(ClientAuth.OPTIONAL);
            }
            return builder.build();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("ssl_cert " + describe(settings.cert()) + ": " + e.getMessage(), e);
        } catch (SSLException | NoSuchAlgorithmException e) {
            throw new IllegalArgumentException("TLS can't be set up: " + e.getMessage(), e);
        }
    }

    /** That sign certificates of clients; none when clients are not asked for one. */
    private List<X509Certificate> authorities() {
        if (!settings.verifyClientCert() || settings.ca().isEmpty()) {
            return List.of();
        }
        var authorities = PemIdentity.certificates(pem("ssl_ca", settings.ca()));
        if (authorities.isEmpty()) {
            throw new IllegalArgumentException(
                    "ssl_ca " + describe(settings.ca()) + ": There is no valid PEM certificate.");
        }
        return authorities;
    }

    private List<String> protocols() {
        var all = List.of("TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3");
        return switch (settings.minProtocol()) {
            case "ANY", "SSLv3" -> all;
            case "LATEST" -> all.subList(3, 4);
            default -> {
                int at = all.indexOf(settings.minProtocol());
                if (at < 0) {
                    throw new IllegalArgumentException("Unknown ssl_min_protocol: " + settings.minProtocol());
                }
                yield all.subList(at, all.size());
            }
        };
    }

    private List<String> ciphers() throws NoSuchAlgorithmException {
        var available = provider == SslProvider.JDK
                ? List.of(SSLContext.getDefault().getSupportedSSLParameters().getCipherSuites())
                : List.copyOf(OpenSsl.availableJavaCipherSuites());
        var chosen = new ArrayList<>(CipherList.suites13(settings.cipherSuites(), available));
        chosen.addAll(CipherList.select(settings.cipherList(), available));
        return chosen;
    }

    private static String pem(String setting, String value) {
        if (!isFile(value)) {
            return value;
        }
        try {
            return Files.readString(fileOf(value));
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    setting + ": Can't open file " + fileOf(value) + ": " + e.getMessage(), e);
        }
    }

    private static boolean isFile(String value) {
        return value.startsWith("<");
    }

    private static Path fileOf(String value) {
        return Path.of(value.substring(1).strip());
    }

    private static String describe(String value) {
        return isFile(value) ? fileOf(value).toString() : "(given as text)";
    }
}
