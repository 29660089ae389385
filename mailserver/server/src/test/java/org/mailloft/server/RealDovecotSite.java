package org.mailloft.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.mailloft.testing.FreePort;

/** A real Dovecot whose users share mail with each other; any user has the password {@code pw}. */
final class RealDovecotSite implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/sbin/dovecot");

    private final Process process;
    private final int port;

    /**
     * @param folder empty; {@code public/team} is made in it for the namespace {@code team/}, open to everybody
     * @param sharedLocation what follows the Maildir in the location of the mail of others
     * @param publicLocation the same for the public one
     */
    RealDovecotSite(Path folder, String sharedLocation, String publicLocation)
            throws IOException, InterruptedException {
        Assumptions.assumeTrue(Files.isExecutable(PROGRAM), "needs dovecot");
        Assumptions.assumeTrue("root".equals(System.getProperty("user.name")), "needs root to start dovecot");
        port = FreePort.take();
        for (var path = folder; path.startsWith("/tmp") && path.getNameCount() > 1; path = path.getParent()) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        for (var name : List.of("mail", "dict", "public", "public/team", "public/team/.INBOX")) {
            var made = Files.createDirectory(folder.resolve(name));
            Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxrwxrwx"));
        }
        Files.writeString(folder.resolve("public/team/.INBOX/dovecot-acl"), "anyone lrwstipekxa\n");
        var configuration = Files.writeString(
                folder.resolve("dovecot.conf"), SETTINGS.formatted(folder, port, sharedLocation, publicLocation));
        process = new ProcessBuilder(PROGRAM.toString(), "-F", "-c", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
        awaitListening();
    }

    private void awaitListening() throws IOException, InterruptedException {
        for (int attempt = 0; attempt < 100; attempt++) {
            try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException _) {
                if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
                    break;
                }
            }
        }
        close();
        throw new IOException("Dovecot does not listen on port " + port);
    }

    ImapClient login(String user) throws IOException {
        var client = new ImapClient(port);
        client.login(user);
        return client;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static final String SETTINGS = """
            base_dir = %1$s/dovecot
            state_dir = %1$s/dovecot
            log_path = %1$s/dovecot-log
            protocols = imap
            listen = 127.0.0.1
            ssl = no
            mail_location = maildir:~/Maildir
            mail_uid = 65534
            mail_gid = 65534
            first_valid_gid = 1
            auth_failure_delay = 0
            mail_max_userip_connections = 0
            mail_fsync = never
            mail_plugins = quota acl
            protocol imap {
              mail_plugins = $mail_plugins imap_quota imap_acl
            }
            plugin {
              quota = maildir:User quota
              quota_rule = *:storage=10M
              acl = vfile:cache_secs=0
              acl_anyone = allow
              acl_shared_dict = file:%1$s/dict/shared-mailboxes
            }
            passdb {
              driver = static
              args = password=pw
            }
            userdb {
              driver = static
              args = uid=65534 gid=65534 home=%1$s/mail/%%n
            }
            service imap-login {
              chroot =
              inet_listener imap {
                port = %2$d
              }
              inet_listener imaps {
                port = 0
              }
            }
            service anvil {
              unix_listener anvil-auth-penalty {
                mode = 0
              }
            }
            namespace inbox {
              inbox = yes
              separator = /
            }
            namespace {
              type = shared
              separator = /
              prefix = shared/%%%%u/
              location = maildir:%%%%h/Maildir%3$s
              subscriptions = no
              list = children
            }
            namespace team {
              type = public
              separator = /
              prefix = team/
              location = maildir:%1$s/public/team%4$s
              subscriptions = no
              list = children
            }
            """;
}
