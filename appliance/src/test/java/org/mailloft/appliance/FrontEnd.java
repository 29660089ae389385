package org.mailloft.appliance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.mailloft.net.CertificateAuthority;
import org.mailloft.testing.NetworkHost;

/** A host with nothing but a Postfix, configured by the product's templates: its mail server is another host. */
final class FrontEnd implements AutoCloseable {

    static final String NAME = "mta.example.net";
    private static final int PATIENCE_SECONDS = 30;

    private final NetworkHost host;
    private final Path root;
    private final PostfixTree tree;

    private FrontEnd(NetworkHost host, Path root) {
        this.host = host;
        this.root = root;
        this.tree = new PostfixTree(root);
    }

    /**
     * @param root an empty folder that everybody may enter, as for the root of a host
     * @param registry what has to be set besides the host's own name
     */
    static FrontEnd start(NetworkHost host, Path root, Map<String, String> registry)
            throws IOException, InterruptedException {
        var frontEnd = new FrontEnd(host, root);
        frontEnd.prepare(registry);
        host.run("postfix", "-c", frontEnd.tree.folder().toString(), "start").orFail();
        return frontEnd;
    }

    private void prepare(Map<String, String> registry) throws IOException, InterruptedException {
        Files.createDirectories(root.resolve("queue"));
        var data = Files.createDirectories(root.resolve("data"));
        Programs.succeed("", List.of("chown", "postfix", data.toString()));
        var authority = new CertificateAuthority(root.resolve("ssl"), Clock.systemUTC(), new SecureRandom());
        var certificate = authority.hostFiles(NAME, List.of());
        tree.local("""
                queue_directory = %1$s/queue
                data_directory = %1$s/data
                maillog_file_prefixes = %1$s
                maillog_file = %1$s/mail.log
                lmtp_tls_loglevel = 1
                """.formatted(root));
        var values = new TreeMap<>(registry);
        values.put("hostname", NAME.substring(0, NAME.indexOf('.')));
        values.put("domainname", NAME.substring(NAME.indexOf('.') + 1));
        values.put("mailloft/prefix", root.toString());
        values.put("mail/postfix/ssl/certificate", certificate.cert().toString());
        values.put("mail/postfix/ssl/key", certificate.key().toString());
        tree.render(values);
    }

    String log() throws IOException {
        var file = root.resolve("mail.log");
        return Files.exists(file) ? Files.readString(file) : "";
    }

    /** Waits for a line of the log that matches. */
    String awaitLog(String regex) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() < end) {
            var line = log().lines().filter(each -> each.matches(regex)).findFirst();
            if (line.isPresent()) {
                return line.get();
            }
            Thread.sleep(50); // another program writes the file
        }
        throw new AssertionError("no line " + regex + " in\n" + log());
    }

    /** A folder that the user of another program may enter. */
    static Path open(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        return folder;
    }

    @Override
    public void close() throws IOException {
        host.run("postfix", "-c", tree.folder().toString(), "stop");
    }
}
