/**
 * The network as it is: listeners, connections and TLS over Netty, the only package that knows it.
 *
 * <p>{@link org.mailloft.net.netty.NettyListener} accepts and starts sessions; {@code ChannelConnection} hands octets
 * between the event loop and the session's virtual thread; {@link org.mailloft.net.netty.TlsContexts} keeps the
 * certificates. {@link org.mailloft.net.netty.EventLoops} owns the threads all of them share.
 */
package org.mailloft.net.netty;
