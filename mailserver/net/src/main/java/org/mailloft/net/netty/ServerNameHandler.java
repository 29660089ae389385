package org.mailloft.net.netty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.AbstractSniHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;

/**
 * Reads the client's hello, chooses the certificate by the name it asks for, and gives its place to the TLS handler. RFC
 * 6066 section 3. Nothing is kept per name.
 */
final class ServerNameHandler extends AbstractSniHandler<SslHandler> {

    /** Post-quantum key shares need about 2 KiB. */
    private static final int MAX_HELLO_OCTETS = 16 * 1024;

    private final Supplier<Optional<TlsContexts>> contexts;
    private final Consumer<String> serverName;

    ServerNameHandler(Supplier<Optional<TlsContexts>> contexts, Consumer<String> serverName) {
        super(MAX_HELLO_OCTETS, TlsContexts.HANDSHAKE_TIMEOUT.toMillis());
        this.contexts = contexts;
        this.serverName = serverName;
    }

    @Override
    protected Future<SslHandler> lookup(ChannelHandlerContext context, String hostname) {
        var name = hostname == null ? "" : hostname.toLowerCase(Locale.ROOT);
        serverName.accept(name);
        return contexts.get()
                .map(current -> context.executor().newSucceededFuture(current.newHandler(name, context.alloc())))
                .orElseGet(() -> context.executor().newFailedFuture(new SSLException("TLS was switched off")));
    }

    @Override
    protected void onLookupComplete(ChannelHandlerContext context, String hostname, Future<SslHandler> handler) {
        context.pipeline().replace(this, null, handler.getNow());
    }
}
