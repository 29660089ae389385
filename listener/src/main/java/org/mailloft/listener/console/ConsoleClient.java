package org.mailloft.listener.console;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Asks a running listener. */
public final class ConsoleClient {

    private ConsoleClient() {}

    /**
     * Says one line to the listener with this state folder.
     *
     * @return its answer, empty when no listener is running there
     * @throws IOException when it is there and cannot be asked
     */
    public static Optional<Answer> ask(Path stateFolder, String line) throws IOException {
        Path socket = stateFolder.resolve(Console.SOCKET);
        if (!Files.exists(socket)) {
            return Optional.empty();
        }
        try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            try {
                channel.connect(UnixDomainSocketAddress.of(socket));
            } catch (java.net.ConnectException _) {
                return Optional.empty(); // left behind by one that was killed
            }
            channel.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
            var reply = new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
            int end = reply.indexOf('\n');
            if (end < 0) {
                throw new IOException("the listener did not answer");
            }
            return Optional.of(new Answer(Integer.parseInt(reply.substring(0, end)), reply.substring(end + 1)));
        }
    }
}
