package org.mailloft.listener.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The unix socket through which a running listener is asked and told things. One question at a time. */
public final class Console implements AutoCloseable {

    static final String SOCKET = "console";
    private static final Logger LOG = LoggerFactory.getLogger(Console.class);
    private static final int MAX_LINE_CHARACTERS = 4096;
    private static final int EX_SOFTWARE = 70;

    private final Path socket;
    private final ServerSocketChannel server;
    private final Function<String, Answer> answers;
    private final Thread thread;

    private Console(Path socket, ServerSocketChannel server, Function<String, Answer> answers) {
        this.socket = socket;
        this.server = server;
        this.answers = answers;
        this.thread = Thread.ofPlatform().daemon().name("listener-console").unstarted(this::serve);
    }

    /**
     * Listens in a state folder, which is locked by the caller.
     *
     * @param answers to a line without its end
     */
    public static Console open(Path stateFolder, Function<String, Answer> answers) throws IOException {
        Path socket = stateFolder.resolve(SOCKET);
        Files.deleteIfExists(socket);
        var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(socket));
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException | RuntimeException failure) {
            server.close();
            throw failure;
        }
        var console = new Console(socket, server, answers);
        console.thread.start();
        return console;
    }

    @Override
    public void close() {
        try {
            server.close();
            Files.deleteIfExists(socket);
            thread.join();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve() {
        while (server.isOpen()) {
            try (var channel = server.accept()) {
                answer(channel);
            } catch (ClosedChannelException _) {
                return;
            } catch (IOException failure) {
                LOG.warn("A question could not be answered: {}", failure.toString());
            }
        }
    }

    private void answer(SocketChannel channel) throws IOException {
        var in = new BufferedReader(
                new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8), MAX_LINE_CHARACTERS);
        var line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n' && line.length() < MAX_LINE_CHARACTERS; c = in.read()) {
            line.append((char) c);
        }
        Answer answer = answerTo(line.toString());
        var octets = ByteBuffer.wrap((answer.exitCode() + "\n" + answer.text()).getBytes(StandardCharsets.UTF_8));
        while (octets.hasRemaining()) {
            channel.write(octets);
        }
    }

    private Answer answerTo(String line) {
        try {
            return answers.apply(line);
        } catch (RuntimeException failure) {
            LOG.error("Cannot answer \"{}\"", line, failure);
            return new Answer(EX_SOFTWARE, failure.getMessage() + "\n");
        }
    }
}
