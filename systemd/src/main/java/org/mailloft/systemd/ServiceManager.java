package org.mailloft.systemd;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * The service manager that started this process and wants to know how it is doing (sd_notify(3)). Where nobody wants to,
 * nothing is said. Any thread.
 */
public final class ServiceManager {

    /** For a process that nobody looks after. */
    public static final ServiceManager NONE = new ServiceManager(_ -> true, Optional.empty());

    private final Predicate<byte[]> messages;
    private final Optional<Duration> watchdog;

    ServiceManager(Predicate<byte[]> messages, Optional<Duration> watchdog) {
        this.messages = messages;
        this.watchdog = watchdog;
    }

    /**
     * The one that the environment names: {@code NOTIFY_SOCKET}, {@code WATCHDOG_USEC} and {@code WATCHDOG_PID}.
     *
     * @param pid of this process; a watchdog that is meant for another one is not ours
     * @throws IOException when there is one and it cannot be told anything
     */
    public static ServiceManager of(Map<String, String> environment, long pid) throws IOException {
        var socket = environment.getOrDefault("NOTIFY_SOCKET", "");
        if (!socket.startsWith("/") && !socket.startsWith("@")) {
            return NONE;
        }
        return new ServiceManager(new UnixDatagrams(socket)::send, watchdog(environment, pid));
    }

    static Optional<Duration> watchdog(Map<String, String> environment, long pid) {
        var meant = environment.get("WATCHDOG_PID");
        var interval = environment.getOrDefault("WATCHDOG_USEC", "");
        if (!interval.matches("[1-9][0-9]{0,17}") || meant != null && !meant.equals(Long.toString(pid))) {
            return Optional.empty();
        }
        return Optional.of(Duration.of(Long.parseLong(interval), TimeUnit.MICROSECONDS.toChronoUnit()));
    }

    /** How long we may be silent before we count as hung; empty when nobody watches. */
    public Optional<Duration> watchdog() {
        return watchdog;
    }

    /**
     * Everything that was started or read again is in force.
     *
     * @param status one line for people
     */
    public void ready(String status) {
        tell("READY=1\nSTATUS=" + oneLine(status));
    }

    /** The configuration is read again; {@link #ready} comes next, whatever comes of it. */
    public void reloading() {
        // systemd compares the time with that of its own signal
        tell("RELOADING=1\nMONOTONIC_USEC=" + TimeUnit.NANOSECONDS.toMicros(System.nanoTime()));
    }

    public void stopping() {
        tell("STOPPING=1");
    }

    /** We were seen at work just now. */
    public void alive() {
        tell("WATCHDOG=1");
    }

    /** A message that is lost is no reason to stop: who waits for it in vain will say so himself. */
    private void tell(String message) {
        boolean _ = messages.test(message.getBytes(StandardCharsets.UTF_8));
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }
}
