package org.mailloft.conf.ldap;

import java.nio.file.Path;
import java.util.List;
import org.mailloft.conf.ConfException;
import org.mailloft.conf.Secret;
import org.mailloft.conf.Setting;
import org.mailloft.conf.catalogue.Catalogue;
import org.mailloft.conf.file.FlatFile;
import org.mailloft.conf.file.SectionView;
import org.mailloft.conf.settings.SettingsReader;

/**
 * What a {@code dovecot-ldap.conf.ext} says. Templates keep their %variables; attribute lists keep their little language
 * ({@code mailPrimaryAddress=user,=uid=dovemail}).
 */
public record LdapConf(Server server, Tls tls, Bind bind, Search search, Passdb passdb, Userdb userdb) {

    /**
     * Where the directory is.
     *
     * @param hosts {@code host[:port]} each; for plain connections and StartTLS
     * @param uris {@code ldap://}, {@code ldaps://} or {@code ldapi://}; either these or hosts
     * @param debugLevel of the LDAP library, 0 for none
     */
    public record Server(
            @Setting("hosts") List<String> hosts,
            @Setting("uris") List<String> uris,
            @Setting("ldap_version") int version,
            @Setting("debug_level") String debugLevel,
            @Setting("ldaprc_path") String ldaprcPath,
            @Setting("blocking") boolean blocking) {}

    /**
     * How it is protected.
     *
     * @param startTls whether StartTLS is done on {@code ldap://} connections
     * @param requireCert empty, never, hard, demand, allow or try
     */
    public record Tls(
            @Setting("tls") boolean startTls,
            @Setting("tls_ca_cert_file") String caCertFile,
            @Setting("tls_ca_cert_dir") String caCertDir,
            @Setting("tls_cert_file") String certFile,
            @Setting("tls_key_file") String keyFile,
            @Setting("tls_cipher_suite") String cipherSuite,
            @Setting("tls_require_cert") String requireCert) {}

    /** As whom searches are done; an empty dn is anonymous. */
    public record Bind(
            @Setting("dn") String dn,
            @Setting("dnpass") Secret password,
            @Setting("sasl_bind") boolean sasl,
            @Setting("sasl_mech") String saslMechanism,
            @Setting("sasl_realm") String saslRealm,
            @Setting("sasl_authz_id") String saslAuthorizationId) {}

    /** Where searches go; the base is a template. */
    public record Search(
            @Setting("base") String base,
            @Setting("scope") Scope scope,
            @Setting("deref") Deref deref) {}

    public enum Scope {
        BASE,
        ONELEVEL,
        SUBTREE
    }

    /** When aliases are followed. */
    public enum Deref {
        NEVER,
        SEARCHING,
        FINDING,
        ALWAYS
    }

    /**
     * How passwords are checked.
     *
     * @param authBind by a bind as the user instead of by comparing
     * @param authBindUserDn template of the DN for that bind; empty: the entry is searched first
     * @param defaultScheme of passwords without {@code {SCHEME}}
     */
    public record Passdb(
            @Setting("auth_bind") boolean authBind,
            @Setting("auth_bind_userdn") String authBindUserDn,
            @Setting("pass_attrs") String attributes,
            @Setting("pass_filter") String filter,
            @Setting("default_pass_scheme") String defaultScheme) {}

    /** How users are looked up and listed. */
    public record Userdb(
            @Setting("user_attrs") String attributes,
            @Setting("user_filter") String filter,
            @Setting("iterate_attrs") String iterateAttributes,
            @Setting("iterate_filter") String iterateFilter,
            @Setting("userdb_warning_disable") boolean warningDisabled) {}

    /**
     * Reads a file.
     *
     * @throws ConfException if it cannot be read, is wrong, or names no server or no base
     */
    public static LdapConf load(Path file) {
        return of(file.toString(), FlatFile.read(file.toString(), Catalogue.ldap()));
    }

    /** The same for a text that stands for the file of that name. */
    public static LdapConf parse(String path, String text) {
        return of(path, FlatFile.parse(path, text, Catalogue.ldap()));
    }

    private static LdapConf of(String path, SectionView section) {
        LdapConf conf = SettingsReader.read(LdapConf.class, section);
        if (conf.server.hosts.isEmpty() && conf.server.uris.isEmpty()) {
            throw ConfException.of(path, "LDAP " + path + ": No uris or hosts set");
        }
        if (section.set("base").isEmpty()) {
            throw ConfException.of(path, "LDAP " + path + ": No base given");
        }
        return conf;
    }
}
