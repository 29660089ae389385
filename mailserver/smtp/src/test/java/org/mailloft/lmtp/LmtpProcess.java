package org.mailloft.lmtp;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.mailloft.delivery.Delivery;
import org.mailloft.delivery.DeliverySettings;
import org.mailloft.net.Capacity;
import org.mailloft.net.Endpoint;
import org.mailloft.net.ListenerSettings;
import org.mailloft.net.netty.Clients;
import org.mailloft.net.netty.EventLoops;
import org.mailloft.net.netty.NettyListener;
import org.mailloft.smtp.SmtpLimits;
import org.mailloft.storage.StorageSettings;
import org.mailloft.storage.disk.RealDisk;
import org.mailloft.storage.maildir.MaildirStores;
import org.mailloft.storage.trace.MailTrace;

/** A real LMTP server with Maildirs below a folder, as a process of its own or within a test. */
public final class LmtpProcess implements AutoCloseable {

    private final EventLoops loops = new EventLoops(2);
    private final MaildirStores stores;
    private final NettyListener listener;

    public LmtpProcess(Path folder) throws Exception {
        var clock = Clock.systemUTC();
        stores = new MaildirStores(StorageSettings.DEFAULTS, new RealDisk(), clock, "mx");
        var delivery = new Delivery(
                new DeliverySettings(true, true, "msgid=%m: %$"), stores, clock, new MailTrace(new RealDisk(), clock));
        var service = new LmtpService(
                LmtpServer.settings(false, 0, List.of()),
                new Accounts(folder),
                delivery,
                Optional.empty(),
                Files.createDirectories(folder.resolve("tmp")),
                SmtpLimits.DEFAULT,
                clock);
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        listener = new NettyListener(
                        loops,
                        new ListenerSettings("lmtp", new Endpoint.Inet(address), false),
                        Optional::empty,
                        Clients.of("lmtp", Capacity.UNLIMITED),
                        service)
                .start();
    }

    public int port() {
        return ((InetSocketAddress) listener.address()).getPort();
    }

    @Override
    public void close() {
        listener.close();
        stores.close();
        loops.close();
    }

    /** Runs until it is killed; tells its port on the first line. */
    public static void main(String[] args) throws Exception {
        var server = new LmtpProcess(Path.of(args[0]));
        System.out.println(server.port());
        Thread.currentThread().join();
    }
}
