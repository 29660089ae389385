package org.mailloft.auth.db;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.mailloft.auth.AuthSettings;
import org.mailloft.auth.Authenticator;
import org.mailloft.auth.Passdb;
import org.mailloft.auth.PassdbSettings;
import org.mailloft.auth.Userdb;
import org.mailloft.auth.UserdbSettings;
import org.mailloft.auth.sasl.Mechanisms;
import org.mailloft.conf.ldap.LdapConf;
import org.mailloft.directory.Directory;

/**
 * Makes databases from their settings.
 *
 * @param directories opens the directory that an LDAP configuration file describes; whoever passes it closes them
 */
public record Databases(Function<LdapConf, Directory> directories) {

    /**
     * Everything a server needs to check logins.
     *
     * @throws IllegalArgumentException when a driver or mechanism is unknown or has bad arguments
     * @throws org.mailloft.conf.ConfException when the configuration file of a database is wrong
     */
    public Authenticator authenticator(AuthSettings settings, Authenticator.Surroundings around) {
        var passdbs = settings.passdbs().stream().map(this::passdb).toList();
        var knowing = IntStream.range(0, passdbs.size())
                .filter(i -> knowsUsers(settings.passdbs().get(i)))
                .mapToObj(passdbs::get)
                .toList();
        var userdbs = settings.userdbs().stream()
                .map(section -> userdb(section, knowing))
                .toList();
        return new Authenticator(settings, passdbs, userdbs, Mechanisms.ALL, around);
    }

    private static boolean knowsUsers(PassdbSettings section) {
        return !section.master() && !section.deny();
    }

    Passdb passdb(PassdbSettings section) {
        return switch (section.driver()) {
            case "passwd-file" -> new PasswdFilePassdb(section.args());
            case "static" -> new StaticPassdb(section.args());
            case "ldap" -> {
                var conf = LdapConf.load(Path.of(section.args()));
                yield new LdapPassdb(conf, directories.apply(conf));
            }
            default -> throw new IllegalArgumentException("Unknown passdb driver '" + section.driver() + "'");
        };
    }

    Userdb userdb(UserdbSettings section, List<Passdb> passdbs) {
        return switch (section.driver()) {
            case "passwd-file" -> new PasswdFileUserdb(section.args());
            case "static" -> new StaticUserdb(section.args(), passdbs);
            case "prefetch" -> new PrefetchUserdb();
            case "ldap" -> {
                var conf = LdapConf.load(Path.of(section.args()));
                yield new LdapUserdb(conf, directories.apply(conf));
            }
            default -> throw new IllegalArgumentException("Unknown userdb driver '" + section.driver() + "'");
        };
    }
}
