package org.mailloft.auth.socket;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The conversations that our server is tested with, with a real Dovecot: what is expected there is what Dovecot says. */
@Timeout(60)
class ClientDovecotIT {

    private static final Path DOVECOT = Path.of("/usr/sbin/dovecot");

    @TempDir
    static Path folder;

    private static Process dovecot;
    private static Path socket;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        Assumptions.assumeTrue(Files.isExecutable(DOVECOT), "left out: dovecot is not installed");
        Assumptions.assumeTrue(
                "root".equals(System.getProperty("user.name")), "left out: dovecot is started by root only");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        var site = new PasswordSite(folder);
        dovecot = new ProcessBuilder(
                        DOVECOT.toString(), "-F", "-c", site.configuration().toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
        socket = folder.resolve("run/auth-client");
        for (int i = 0; i < 200 && !Files.exists(socket); i++) {
            Thread.sleep(50);
        }
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (dovecot != null) {
            dovecot.destroy();
            if (!dovecot.waitFor(20, TimeUnit.SECONDS)) {
                dovecot.destroyForcibly();
            }
        }
    }

    static List<Conversation> conversations() {
        return Conversation.all();
    }

    @ParameterizedTest
    @MethodSource("conversations")
    void dovecotSaysTheSame(Conversation conversation) throws IOException {
        try (var server = new RealServer()) {
            conversation.play(server);
        }
    }

    private static final class RealServer implements Conversation.Server, AutoCloseable {

        private final SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);

        RealServer() throws IOException {
            channel.connect(UnixDomainSocketAddress.of(socket));
        }

        @Override
        public void send(String text) {
            try {
                var octets = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
                while (octets.hasRemaining()) {
                    channel.write(octets);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public Optional<String> line() {
            var line = new ByteArrayOutputStream();
            try {
                var in = Channels.newInputStream(channel);
                for (int octet = in.read(); octet != '\n'; octet = in.read()) {
                    if (octet < 0) {
                        return Optional.empty();
                    }
                    line.write(octet);
                }
            } catch (IOException hungUp) {
                return Optional.empty(); // it had not read everything
            }
            return Optional.of(line.toString(StandardCharsets.UTF_8));
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
