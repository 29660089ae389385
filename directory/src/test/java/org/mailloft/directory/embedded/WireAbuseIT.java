package org.mailloft.directory.embedded;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.ldap.protocol.AddRequestProtocolOp;
import com.unboundid.ldap.protocol.BindRequestProtocolOp;
import com.unboundid.ldap.protocol.DeleteRequestProtocolOp;
import com.unboundid.ldap.protocol.LDAPMessage;
import com.unboundid.ldap.protocol.ModifyDNRequestProtocolOp;
import com.unboundid.ldap.protocol.ModifyRequestProtocolOp;
import com.unboundid.ldap.protocol.ProtocolOp;
import com.unboundid.ldap.protocol.SearchRequestProtocolOp;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.DereferencePolicy;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.ContentSyncRequestControl;
import com.unboundid.ldap.sdk.controls.ContentSyncRequestMode;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailloft.directory.testing.Embedded;
import org.mailloft.directory.testing.TestDirectory;

/** Octets that no client should send. Whatever happens to that connection, the others go on. */
class WireAbuseIT {

    private static final int MUTATIONS = 1000;

    @TempDir
    Path home;

    private Embedded server;

    @BeforeEach
    void start() {
        server = Embedded.start(home);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void mutatedRequestsHarmNobody() throws Exception {
        long seed = System.nanoTime();
        var random = new Random(seed);
        byte[] bind = encoded(1, new BindRequestProtocolOp(TestDirectory.ADMIN, TestDirectory.PASSWORD));
        List<byte[]> corpus = corpus();
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] mutated = mutated(corpus.get(random.nextInt(corpus.size())), random);
            send(random.nextBoolean() ? concatenated(bind, mutated) : mutated);
        }
        assertAlive("seed " + seed);
    }

    @Test
    void announcedLengthsAreNotBelieved() throws Exception {
        send(new byte[] {0x30, (byte) 0x84, 0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x02, 0x01, 0x01});
        send(new byte[] {0x30, (byte) 0x84, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff});
        assertAlive("after huge lengths");
    }

    @Test
    void nestedFiltersEndOnlyTheirOwnConnection() throws Exception {
        byte[] filter = {(byte) 0x87, 0x01, 'x'};
        for (int depth = 0; depth < 100_000; depth++) {
            if (filter.length > 1_000_000) {
                break;
            }
            filter = concatenated(header(0xa2, filter.length), filter);
        }
        byte[] search = concatenated(
                new byte[] {
                    0x04, 0x00, 0x0a, 0x01, 0x02, 0x0a, 0x01, 0x00, 0x02, 0x01, 0x00, 0x02, 0x01, 0x00, 0x01, 0x01, 0x00
                },
                filter,
                new byte[] {0x30, 0x00});
        byte[] operation = concatenated(new byte[] {0x02, 0x01, 0x01}, header(0x63, search.length), search);
        send(concatenated(header(0x30, operation.length), operation));
        assertAlive("after a deep filter");
    }

    private List<byte[]> corpus() throws Exception {
        String dn = "uid=x," + TestDirectory.USERS;
        var filter = Filter.create("(&(uid=anna)(|(sn=a*b)(!(cn=x))(mail:=y)))");
        var search = new SearchRequestProtocolOp(
                TestDirectory.BASE, SearchScope.SUB, DereferencePolicy.NEVER, 0, 0, false, filter, List.of("*", "+"));
        return List.of(
                encoded(2, search),
                encoded(3, search, new SimplePagedResultsControl(10, null)),
                encoded(4, search, new ContentSyncRequestControl(ContentSyncRequestMode.REFRESH_AND_PERSIST)),
                encoded(5, new BindRequestProtocolOp(dn, "secret")),
                encoded(
                        6,
                        new AddRequestProtocolOp(
                                dn, List.of(new Attribute("objectClass", "account"), new Attribute("uid", "x")))),
                encoded(
                        7,
                        new ModifyRequestProtocolOp(
                                dn, List.of(new Modification(ModificationType.REPLACE, "description", "y")))),
                encoded(8, new ModifyDNRequestProtocolOp(dn, "uid=y", true, null)),
                encoded(9, new DeleteRequestProtocolOp(dn)));
    }

    private static byte[] encoded(int id, ProtocolOp operation, Control... controls) {
        return new LDAPMessage(id, operation, controls).encode().encode();
    }

    private static byte[] mutated(byte[] octets, Random random) {
        byte[] mutated = octets.clone();
        for (int i = 0; i <= random.nextInt(4); i++) {
            mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
        }
        return random.nextInt(4) == 0 ? java.util.Arrays.copyOf(mutated, random.nextInt(mutated.length)) : mutated;
    }

    private static byte[] header(int tag, int length) {
        return new byte[] {(byte) tag, (byte) 0x83, (byte) (length >> 16), (byte) (length >> 8), (byte) length};
    }

    private static byte[] concatenated(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** Sends, says goodbye, and reads a little of what comes back. */
    private void send(byte[] octets) throws IOException {
        try (var socket =
                new Socket(InetAddress.getLoopbackAddress(), server.uri().getPort())) {
            socket.setSoTimeout(2);
            socket.getOutputStream().write(octets);
            socket.shutdownOutput();
            socket.getInputStream().readNBytes(1);
        } catch (SocketTimeoutException | SocketException _) {
            // no answer, or closed at once: both are fine
        }
    }

    private void assertAlive(String message) {
        try (var directory = server.connect()) {
            assertTrue(directory.read(TestDirectory.BASE).isPresent(), message);
        }
    }
}
