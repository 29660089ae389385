package org.mailloft.directory.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.mailloft.directory.embedded.EmbeddedDirectory;

/** The embedded directory on a loopback port of its own. */
public final class Embedded implements TestDirectory {

    private final Path home;
    private int port;
    private EmbeddedDirectory directory;

    private Embedded(Path home) {
        this.home = home;
    }

    public static Embedded start(Path home) {
        var embedded = new Embedded(home.resolve("directory"));
        embedded.start();
        embedded.addBase();
        return embedded;
    }

    @Override
    public URI uri() {
        return URI.create("ldap://127.0.0.1:" + port);
    }

    @Override
    public void start() {
        directory = EmbeddedDirectory.open(home, BASE, ADMIN, PASSWORD, InetAddress.getLoopbackAddress(), port);
        port = directory.port();
    }

    @Override
    public void stop() {
        directory.close();
    }

    /** Pretends that deletions of the past were too many to remember. */
    @Override
    public void forgetHistory() {
        try (Stream<Path> files = Files.list(home)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".ldif")).toList()) {
                forget(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        directory.close();
    }

    private static void forget(Path file) throws IOException {
        String text = Files.readString(file);
        var state = Pattern.compile("(?s)# record \\d+ [0-9a-f]{8}\n(dn: cn=state\n.*?)completeSince: none\n\n");
        var match = state.matcher(text);
        if (match.find()) {
            String body = match.group(1) + "completeSince: 99990101000000.000000Z#000000#000#000000\n\n";
            var crc = new java.util.zip.CRC32C();
            crc.update(body.getBytes());
            String header = "# record %d %08x\n".formatted(body.length(), (int) crc.getValue());
            Files.writeString(file, text.substring(0, match.start()) + header + body + text.substring(match.end()));
        }
    }
}
