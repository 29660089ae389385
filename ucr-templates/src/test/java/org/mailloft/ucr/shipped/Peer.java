package org.mailloft.ucr.shipped;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.mailloft.testing.NetworkHost;

/** Somebody on a host of a test's network: listens, or connects to others, and tells what becomes of it. */
final class Peer implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 3000;
    /** For a port that is open: on a busy machine a first packet may be lost with nobody to blame. */
    private static final int LONG_PATIENCE_MILLIS = 15_000;

    private final Process process;
    private final BufferedWriter orders;
    private final BufferedReader answers;

    private Peer(Process process) {
        this.process = process;
        this.orders = process.outputWriter(StandardCharsets.UTF_8);
        this.answers = process.inputReader(StandardCharsets.UTF_8);
    }

    static Peer on(NetworkHost host) throws IOException {
        return new Peer(host.java(Peer.class)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    void listen(int port) throws IOException {
        ask("listen " + port);
    }

    /** {@code accepted}, {@code rejected} or {@code dropped}. */
    String connect(String address, int port) throws IOException {
        return ask("connect " + address + " " + port);
    }

    /** Connects to both ports again and again, until {@link #endAttempts}. */
    void beginAttempts(String address, int open, int closed) throws IOException {
        ask("begin " + address + " " + open + " " + closed);
    }

    /** @param wrong how many to the open port failed, or to the closed one succeeded */
    record Attempts(int all, int wrong) {}

    Attempts endAttempts() throws IOException {
        var counts = ask("end").split(" ");
        return new Attempts(Integer.parseInt(counts[0]), Integer.parseInt(counts[1]));
    }

    private String ask(String order) throws IOException {
        orders.write(order + "\n");
        orders.flush();
        var answer = answers.readLine();
        if (answer == null || answer.startsWith("!")) {
            throw new IOException(order + ": " + answer);
        }
        return answer;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        var all = new AtomicInteger();
        var wrong = new AtomicInteger();
        var on = new AtomicBoolean();
        Thread attempts = null;
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            var words = line.split(" ");
            switch (words[0]) {
                case "listen" -> {
                    serve(new ServerSocket(Integer.parseInt(words[1]), 200, InetAddress.ofLiteral("::")));
                    System.out.println("listening");
                }
                case "connect" -> System.out.println(attempt(words[1], Integer.parseInt(words[2]), PATIENCE_MILLIS));
                case "begin" -> {
                    on.set(true);
                    attempts = Thread.ofPlatform().start(() -> {
                        while (on.get()) {
                            var open = attempt(words[1], Integer.parseInt(words[2]), LONG_PATIENCE_MILLIS);
                            var closed = attempt(words[1], Integer.parseInt(words[3]), PATIENCE_MILLIS);
                            all.addAndGet(2);
                            wrong.addAndGet((open.equals("accepted") ? 0 : 1) + (closed.equals("accepted") ? 1 : 0));
                            // not so fast that it runs out of ports of its own
                            LockSupport.parkNanos(1_000_000);
                        }
                    });
                    System.out.println("begun");
                }
                case "end" -> {
                    on.set(false);
                    if (attempts != null) {
                        attempts.join();
                    }
                    System.out.println(all.getAndSet(0) + " " + wrong.getAndSet(0));
                }
                default -> System.out.println("!" + line);
            }
        }
    }

    private static void serve(ServerSocket socket) {
        Thread.ofPlatform().daemon().start(() -> {
            while (true) {
                try (var _ = socket.accept()) {
                    // that it came is all there is to it
                } catch (IOException e) {
                    e.printStackTrace();
                }
            }
        });
    }

    private static String attempt(String address, int port, int patienceMillis) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.ofLiteral(address), port), patienceMillis);
            return "accepted";
        } catch (ConnectException | NoRouteToHostException e) {
            return "rejected";
        } catch (SocketTimeoutException e) {
            return "dropped";
        } catch (IOException e) {
            return "!" + e;
        }
    }
}
