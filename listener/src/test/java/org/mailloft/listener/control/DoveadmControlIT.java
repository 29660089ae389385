package org.mailloft.listener.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailloft.listener.control.MailServerControl.Outcome;
import org.mailloft.listener.state.Place;

/** Requests and replies of the doveadm HTTP API over a unix socket. */
class DoveadmControlIT {

    private static final String DONE = "[[\"doveadmResponse\",[],\"c\"]]";

    private static final UUID ANNA = new UUID(0, 1);
    private static final Place HERE = new Place.Private("anna@example.org");
    private static final Place THERE = new Place.Public("a b@example.org");

    @TempDir
    Path folder;

    private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
    private ServerSocketChannel server;
    private DoveadmControl control;
    private volatile String reply = DONE;

    @BeforeEach
    void listen() throws IOException {
        Path socket = folder.resolve("doveadm");
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket));
        Thread.ofVirtual().start(this::serve);
        control = DoveadmControl.over(socket);
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void commandsAreThoseOfTheApi() throws InterruptedException {
        assertInstanceOf(Outcome.Done.class, control.flushAuthCache(List.of("anna@example.org", "anna")));
        assertRequest("authCacheFlush", "\"user\":[\"anna@example.org\",\"anna\"]");
        assertInstanceOf(Outcome.Done.class, control.kick("anna@example.org"));
        assertRequest("kick", "\"mask\":[\"anna@example.org\"]");
    }

    @Test
    void homesAreNamedByIdAndPlace() throws InterruptedException {
        reply = row("\"outcome\":\"done\"");
        String id = "\"id\":\"00000000-0000-0000-0000-000000000001\"";
        assertInstanceOf(Outcome.Done.class, control.createHome(ANNA, HERE, true));
        assertRequest("homeCreate", id, "\"place\":\"private:anna@example.org\"", "\"adopt\":true");
        assertInstanceOf(Outcome.Done.class, control.moveHome(ANNA, HERE, THERE));
        assertRequest("homeMove", id, "\"from\":\"private:anna@example.org\"", "\"to\":\"public:a b@example.org\"");
        assertInstanceOf(Outcome.Done.class, control.detachHome(ANNA, HERE));
        assertRequest("homeDetach", id, "\"place\":\"private:anna@example.org\"");
        assertInstanceOf(Outcome.Done.class, control.parkHome(ANNA, HERE, "has another address"));
        assertRequest("homePark", id, "\"reason\":\"has another address\"");
        assertInstanceOf(Outcome.Done.class, control.buryHome(ANNA, HERE, "gone"));
        assertRequest("homeBury", id, "\"reason\":\"gone\"");
        assertInstanceOf(Outcome.Done.class, control.finishAdoption());
        assertRequest("homeAdopted");
    }

    @ParameterizedTest
    @CsvSource({"done, Done", "nothing, Done", "busy, Later", "refused, Refused", "surprised, Refused"})
    void outcomesOfHomes(String word, String outcome) {
        reply = row("\"outcome\":\"" + word + "\",\"reason\":\"because\"");
        assertEquals(outcome, control.createHome(ANNA, HERE, false).getClass().getSimpleName());
    }

    @ParameterizedTest
    @CsvSource({"65, Refused", "67, Refused", "75, Later", "77, Refused"})
    void exitCodesOfHomes(int code, String outcome) {
        reply = "[[\"error\",{\"type\":\"exitCode\", \"exitCode\":" + code + "},\"c\"]]";
        assertEquals(outcome, control.createHome(ANNA, HERE, false).getClass().getSimpleName());
    }

    @Test
    void allHomesAreListed() {
        reply = row("\"state\":\"active\",\"id\":\"1\",\"place\":\"private:a@b\",\"reason\":\"\"");
        assertEquals(List.of(new Home("active", "1", "private:a@b", "")), control.homes());
    }

    @Test
    void nobodyToKickIsFine() {
        reply = "[[\"error\",{\"type\":\"exitCode\", \"exitCode\":68},\"c\"]]";
        assertInstanceOf(Outcome.Done.class, control.kick("anna@example.org"));
    }

    @Test
    void anUnknownCommandIsRefused() {
        reply = "[[\"error\",{\"type\":\"unknownMethod\", \"exitCode\":0},\"c\"]]";
        assertInstanceOf(Outcome.Refused.class, control.kick("anna@example.org"));
    }

    @Test
    void noServerAndNoSenseAreUnavailable() throws IOException {
        reply = "no json";
        assertInstanceOf(Outcome.Unavailable.class, control.kick("anna@example.org"));
        server.close();
        assertInstanceOf(Outcome.Unavailable.class, control.kick("anna@example.org"));
    }

    private static String row(String fields) {
        return "[[\"doveadmResponse\",[{" + fields + "}],\"c\"]]";
    }

    private void assertRequest(String... parts) throws InterruptedException {
        String request = requests.poll(10, TimeUnit.SECONDS);
        for (String part : parts) {
            assertTrue(request != null && request.contains(part), () -> part + " in " + request);
        }
    }

    private void serve() {
        try {
            while (true) {
                try (var channel = server.accept()) {
                    var in = new BufferedReader(
                            new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8));
                    int length = 0;
                    for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                        if (line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
                            length = Integer.parseInt(
                                    line.substring(line.indexOf(':') + 1).strip());
                        }
                    }
                    var body = new char[length];
                    int read = 0;
                    while (read < length) {
                        read += in.read(body, read, length - read);
                    }
                    requests.add(new String(body));
                    String answer = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                            + reply.length() + "\r\nConnection: close\r\n\r\n" + reply;
                    channel.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8)));
                }
            }
        } catch (IOException _) {
            // closed at the end of the test
        }
    }
}
