package org.mailloft.net.netty;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * The threads that move octets, shared by all listeners: epoll where Linux has it, else the JDK's selectors. Owns the
 * threads; close it after the listeners.
 */
public final class EventLoops implements AutoCloseable {

    private static final int PAGE_OCTETS = 8192;
    /** Chunks of 1 MiB: idle servers stay small. */
    private static final int CHUNK_ORDER = 7;

    private final boolean epoll;
    private final EventLoopGroup group;
    private final ByteBufAllocator allocator;

    /** @param threads how many; about one for each processor */
    public EventLoops(int threads) {
        this(threads, Epoll.isAvailable());
    }

    EventLoops(int threads, boolean epoll) {
        this.epoll = epoll;
        this.group = new MultiThreadIoEventLoopGroup(
                threads,
                new DefaultThreadFactory("octets", true),
                epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        this.allocator = new PooledByteBufAllocator(true, 0, threads, PAGE_OCTETS, CHUNK_ORDER, 0, 0, false);
    }

    boolean isEpoll() {
        return epoll;
    }

    EventLoopGroup group() {
        return group;
    }

    /** Session threads allocate too; no cache per thread, which virtual threads would multiply. */
    ByteBufAllocator allocator() {
        return allocator;
    }

    Class<? extends ServerChannel> tcpChannel() {
        return epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    }

    Class<? extends ServerChannel> unixChannel() {
        return epoll ? EpollServerDomainSocketChannel.class : NioServerDomainSocketChannel.class;
    }

    SocketAddress unixAddress(Path path) {
        return epoll ? new DomainSocketAddress(path.toString()) : UnixDomainSocketAddress.of(path);
    }

    /** Returns when each of the threads has come round to us; never, when one of them hangs. */
    public void awaitRound() throws InterruptedException {
        for (var loop : group) {
            loop.submit(() -> {}).await();
        }
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
    }
}
