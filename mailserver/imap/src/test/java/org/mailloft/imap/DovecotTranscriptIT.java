package org.mailloft.imap;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.mailloft.testkit.Transcript;

/**
 * The same conversations with a real Dovecot, so that what they expect is what clients are used to. Those with a line
 * {@code differs from Dovecot: why} are left out.
 */
class DovecotTranscriptIT {

    @TempDir
    private static Path folder;

    private static Dovecot dovecot;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Dovecot.PROGRAM), "dovecot is not installed");
        assumeTrue("root".equals(System.getProperty("user.name")), "dovecot needs to be started by root");
        dovecot = Dovecot.start(folder);
    }

    @AfterAll
    static void stop() {
        if (dovecot != null) {
            dovecot.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> transcripts() {
        return Transcript.in(ImapStage.TRANSCRIPTS).stream()
                .filter(transcript -> !transcript.asksFor("differs"))
                .map(transcript -> DynamicTest.dynamicTest(
                        transcript.name(), () -> transcript.play(new Stage(transcript.name()))));
    }

    /** Dovecot, with a user of its own for each transcript. */
    private static final class Stage extends ImapStage {
        private final String user;

        private Stage(String transcript) {
            user = transcript.replace(".txt", "");
        }

        @Override
        Transcript.Client open() {
            try {
                return new SocketClient(new Socket(InetAddress.getLoopbackAddress(), dovecot.port()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        String user() {
            return user;
        }

        @Override
        String password() {
            return "secret";
        }
    }

    private static final class SocketClient implements Transcript.Client {
        private final Socket socket;
        private final InputStream in;

        private SocketClient(Socket socket) throws IOException {
            this.socket = socket;
            this.in = socket.getInputStream();
            socket.setSoTimeout(10_000);
        }

        @Override
        public void send(String text) {
            try {
                socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public String readLine() {
            try {
                var line = new ByteArrayOutputStream();
                for (int octet = in.read(); octet != '\n'; octet = in.read()) {
                    if (octet < 0) {
                        throw new AssertionError("the connection ended");
                    }
                    line.write(octet);
                }
                return line.toString(StandardCharsets.UTF_8).replace("\r", "");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public String received() {
            return "";
        }

        @Override
        public void close() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
