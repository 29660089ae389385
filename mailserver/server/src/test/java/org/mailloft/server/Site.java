package org.mailloft.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.mailloft.doveadm.Doveadm;
import org.mailloft.net.CertificateAuthority;
import org.mailloft.testing.FreePort;

/** A whole mail server on free ports of the loopback, with its configuration in a folder of its own. */
final class Site implements AutoCloseable {

    private static final String SETTINGS = """
            base_dir = %1$s/run
            log_path = %1$s/log
            listen = 127.0.0.1
            ssl = yes
            mail_location = maildir:~/Maildir
            mail_home = %1$s/mail/%%n
            mail_max_userip_connections = 0
            auth_failure_delay = 0
            passdb {
              driver = passwd-file
              args = %1$s/users
            }
            userdb {
              driver = passwd-file
              args = %1$s/users
            }
            service imap-login {
              inet_listener imap {
                port = %2$d
              }
              inet_listener imaps {
                port = %3$d
              }
            }
            service lmtp {
              inet_listener lmtp {
                port = %4$d
              }
            }
            !include added.conf
            """;

    final Path folder;
    final int imap = FreePort.take();
    final int imaps = FreePort.take();
    final int lmtp = FreePort.take();
    private MailServer server;

    Site(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectory(folder.resolve("run"));
        Files.writeString(
                folder.resolve("users"), "anna@example.org:{PLAIN}pw:::::::\nben@example.org:{PLAIN}pw:::::::\n");
        Files.writeString(folder.resolve("mailloft.conf"), SETTINGS.formatted(folder, imap, imaps, lmtp));
    }

    /** Text of a certificate and its key for a host, as values of settings. */
    String certificate(String setting, String host) throws IOException {
        var authority = new CertificateAuthority(folder.resolve(host), Clock.systemUTC(), new SecureRandom());
        var files = authority.hostFiles(host, List.of());
        return setting + "cert = <" + files.cert() + "\n" + setting + "key = <" + files.key() + "\n";
    }

    /** Writes the part of the configuration that a test is about. */
    Site with(String added) throws IOException {
        var protocols = added.contains("protocols =") ? "" : "protocols = imap lmtp\n";
        var certificate = added.contains("ssl_cert") ? "" : certificate("ssl_", "mail.example.org");
        Files.writeString(folder.resolve("added.conf"), protocols + certificate + added);
        return this;
    }

    Site start() {
        server = MailServer.start(folder.resolve("mailloft.conf"));
        return this;
    }

    record Printed(int exitCode, String out, String err) {}

    Printed doveadm(String... command) {
        var args = new ArrayList<>(List.of("-c", folder.resolve("mailloft.conf").toString()));
        args.addAll(List.of(command));
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int code = new Doveadm(Map.of()).execute(args.toArray(String[]::new), out, err);
        return new Printed(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** Goes over to another configuration; it must be right. */
    void reload(String added) throws IOException {
        with(added);
        var printed = doveadm("reload");
        if (printed.exitCode() != 0) {
            throw new AssertionError(printed.toString());
        }
    }

    ImapClient connect() throws IOException {
        return new ImapClient(imap);
    }

    ImapClient login() throws IOException {
        var client = connect();
        client.login("anna@example.org");
        return client;
    }

    String log() throws IOException {
        return Files.readString(folder.resolve("log"));
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
        Logs.open("");
    }
}
