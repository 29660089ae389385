package org.mailloft.auth.socket;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import org.mailloft.auth.AuthSettings;
import org.mailloft.auth.Authenticator;
import org.mailloft.auth.LogLines;
import org.mailloft.auth.db.Databases;
import org.mailloft.conf.settings.Configuration;

/** Users in files, and a configuration that both servers can read. */
final class PasswordSite {

    private static final String USERS = """
            anna@example.org:{PLAIN}secret::::::
            denied@example.org:{PLAIN}secret::::::
            nologin@example.org:{PLAIN}secret::::::nologin reason=Gone
            proxied@example.org:{PLAIN}secret::::::proxy host=10.0.0.1 nodelay
            nets@example.org:{PLAIN}secret::::::allow_nets=10.0.0.0/8
            fail@example.org:{PLAIN}secret::::::fail
            scheme@example.org:{FOO}secret::::::
            """;

    private static final String CONFIGURATION = """
            base_dir = %1$s/run
            state_dir = %1$s/state
            log_path = %1$s/log
            protocols =
            ssl = no
            auth_mechanisms = plain login
            auth_master_user_separator = *
            auth_failure_delay = 0
            auth_verbose = yes
            service anvil {
              unix_listener anvil-auth-penalty {
                mode = 0
              }
            }
            passdb {
              driver = passwd-file
              master = yes
              args = %1$s/masters
            }
            passdb {
              driver = passwd-file
              deny = yes
              args = %1$s/deny
            }
            passdb {
              driver = passwd-file
              args = %1$s/users
            }
            """;

    final Path folder;
    final LogLines log = new LogLines();

    PasswordSite(Path folder) throws IOException {
        this.folder = folder;
        Files.writeString(folder.resolve("users"), USERS);
        Files.writeString(folder.resolve("masters"), "root:{PLAIN}master::::::\n");
        Files.writeString(folder.resolve("deny"), "denied@example.org:x::::::\n");
        Files.writeString(configuration(), CONFIGURATION.formatted(folder));
    }

    Path configuration() {
        return folder.resolve("dovecot.conf");
    }

    /** The server, with nobody waiting for anything. */
    ClientService service() {
        return service(Clock.systemUTC());
    }

    ClientService service(InstantSource clock) {
        return new ClientService(authenticator(), clock, new SecureRandom(), log.log());
    }

    Authenticator authenticator() {
        var settings = Configuration.load(configuration()).read(AuthSettings.class);
        var around = new Authenticator.Surroundings(log.log(), Clock.systemUTC(), new SecureRandom(), _ -> {});
        return new Databases(_ -> null).authenticator(settings, around);
    }
}
