package org.mailloft.imap;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.mailloft.testing.FreePort;

/** A real Dovecot of our own: private configuration, a free port on loopback, any user with the password {@code secret}. */
final class Dovecot implements AutoCloseable {

    static final Path PROGRAM = Path.of("/usr/sbin/dovecot");

    private final Process process;
    private final int port;

    private Dovecot(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    int port() {
        return port;
    }

    static Dovecot start(Path folder) throws IOException, InterruptedException {
        int port = FreePort.take();
        var home = Files.createDirectory(folder.resolve("mail"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxrwxrwx"));
        var configuration = Files.writeString(folder.resolve("dovecot.conf"), CONFIGURATION.formatted(folder, port));
        var process = new ProcessBuilder(PROGRAM.toString(), "-F", "-c", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
        var dovecot = new Dovecot(process, port);
        try {
            dovecot.awaitListening();
        } catch (IOException | RuntimeException e) {
            dovecot.close();
            throw e;
        }
        return dovecot;
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
        throw new IOException("Dovecot does not listen on port " + port);
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

    private static final String CONFIGURATION = """
            base_dir = %1$s/run
            state_dir = %1$s/state
            log_path = %1$s/log
            protocols = imap
            listen = 127.0.0.1
            ssl = no
            mail_location = maildir:~/Maildir
            mail_uid = 65534
            mail_gid = 65534
            first_valid_gid = 1
            auth_failure_delay = 0
            auth_mechanisms = plain login
            login_greeting = Dovecot ready.
            mail_max_userip_connections = 1000
            mail_plugins = quota acl
            protocol imap {
              mail_plugins = $mail_plugins imap_quota imap_acl
            }
            plugin {
              quota = maildir:User quota
              quota_rule = *:storage=10M:messages=10000
              quota_rule2 = Small:storage=-10239K
              acl = vfile:cache_secs=0
              acl_anyone = allow
            }
            passdb {
              driver = static
              args = password=secret
            }
            userdb {
              driver = static
              args = uid=65534 gid=65534 home=%1$s/mail/%%u
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
              mailbox Drafts {
                auto = subscribe
                special_use = \\Drafts
              }
              mailbox Sent {
                special_use = \\Sent
              }
              mailbox Trash {
                auto = create
                special_use = \\Trash
              }
            }
            """;
}
