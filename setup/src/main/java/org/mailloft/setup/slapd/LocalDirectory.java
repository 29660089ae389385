package org.mailloft.setup.slapd;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.mailloft.directory.Dn;
import org.mailloft.directory.Entry;
import org.mailloft.directory.Filter;
import org.mailloft.directory.Modification;
import org.mailloft.directory.Search;
import org.mailloft.directory.content.DirectoryLayout;
import org.mailloft.setup.host.Program;
import org.mailloft.setup.host.SetupFailure;

/**
 * The slapd of this host as the directory of the mail server: as Debian installs it, with nothing in it, or as this
 * program left it. Any other one is somebody's, and is not touched.
 */
public final class LocalDirectory {

    /** Where our parts reach it. By address, for the name of a host may change. */
    public static final String URI = "ldap://127.0.0.1:389";

    private static final Path CONFIGURATION = Path.of("/etc/ldap/slapd.d/cn=config.ldif");
    private static final List<String> SCHEMAS = List.of("cosine", "nis", "inetorgperson");

    private final SocketDirectory slapd;
    private final Consumer<String> news;

    LocalDirectory(SocketDirectory slapd, Consumer<String> news) {
        this.slapd = slapd;
        this.news = news;
    }

    /** Whether this host has a slapd with a configuration that can be changed while it runs. */
    public static boolean isInstalled() {
        return Program.isInstalled("slapd") && Program.isInstalled("ldapmodify") && Files.exists(CONFIGURATION);
    }

    /**
     * Whose it is.
     *
     * @param base topmost entry of what is in it; empty without a database
     * @param reason why it is somebody's, a sentence
     */
    public record Finding(Kind kind, String base, String reason) {}

    /** See {@link Finding}. */
    public enum Kind {
        FRESH,
        OURS,
        FOREIGN
    }

    /**
     * What the directory is to be like.
     *
     * @param base topmost entry, where it is still to be chosen
     * @param mailDomain the first mail domain, made when there is none at all
     * @param serviceName name of the mail server's account
     * @param secret password of that account
     * @param certificate chain that slapd shows
     * @param key of the certificate; slapd can read both
     */
    public record Wanted(
            String base, String mailDomain, String serviceName, String secret, Path certificate, Path key) {

        @Override
        public String toString() {
            return "Wanted[base=" + base + ", mailDomain=" + mailDomain + ", secret=***]";
        }
    }

    /**
     * What it has become.
     *
     * @param serviceDn account of the mail server
     */
    public record Ready(String base, String serviceDn) {}

    /** Looks at it and changes nothing. */
    public Finding look() {
        var configuration = Configuration.read(slapd);
        var databases = configuration.databases();
        if (databases.size() != 1) {
            return new Finding(Kind.FOREIGN, "", "It has " + databases.size() + " databases.");
        }
        String base = databases.getFirst().first("olcSuffix").orElse("");
        if (configuration.schema(WantedConfiguration.SCHEMA).isPresent()) {
            return new Finding(Kind.OURS, base, "");
        }
        if (databases.getFirst().values("olcSuffix").size() != 1) {
            return new Finding(Kind.FOREIGN, base, "Its database has several suffixes.");
        }
        // as root at the socket we see everything once the database lets us; Debian's lets everybody read
        var strangers =
                slapd
                        .search(Search.below(base, Filter.present("objectClass"), "objectClass")
                                .limitedTo(100))
                        .stream()
                        .map(Entry::dn)
                        .filter(dn -> !Dn.same(dn, base) && !Dn.same(dn, Dn.child(base, "cn", "admin")))
                        .toList();
        return strangers.isEmpty()
                ? new Finding(Kind.FRESH, base, "")
                : new Finding(Kind.FOREIGN, base, "It has entries such as " + strangers.getFirst() + ".");
    }

    /**
     * Makes it so. What is there already stays.
     *
     * @param finding not {@link Kind#FOREIGN}
     */
    public Ready prepare(Finding finding, Wanted wanted) {
        String base = finding.kind() == Kind.OURS ? finding.base() : wanted.base();
        var layout = new DirectoryLayout(base);
        String serviceDn = Dn.child(layout.computers(), "cn", wanted.serviceName());
        var configuration = new WantedConfiguration(base, serviceDn, wanted.certificate(), wanted.key());

        if (!Dn.same(finding.base(), base)) {
            news.accept("The directory is " + base + " from now on, and not " + finding.base() + ".");
            rename(finding.base(), base);
        }
        requireUsualSchemas();
        var schema = configuration.schema(Configuration.read(slapd));
        schema.forEach(change -> change.apply(slapd));
        if (!schema.isEmpty()) {
            news.accept("slapd knows the mail schema.");
        }
        var now = Configuration.read(slapd);
        var changes = configuration.changes(now, now.databases().getFirst());
        changes.forEach(change -> change.apply(slapd));
        if (!changes.isEmpty()) {
            news.accept("slapd is configured: TLS, rights, indexes, change notes.");
        }

        layout.ensure(slapd);
        layout.ensureService(slapd, wanted.serviceName(), wanted.secret());
        ensureMailDomain(layout, wanted.mailDomain());
        return new Ready(base, serviceDn);
    }

    /**
     * Has slapd read its certificate and key again, without losing a connection: setting the names of the files does that,
     * also when they are the same. Nothing happens where slapd shows another certificate.
     */
    public void readAgain(Path certificate) {
        var global = Configuration.read(slapd).global();
        var key = global.values("olcTLSCertificateKeyFile");
        if (global.values("olcTLSCertificateFile").equals(List.of(certificate.toString()))) {
            slapd.modify(
                    global.dn(),
                    List.of(
                            Modification.replace("olcTLSCertificateFile", certificate.toString()),
                            new Modification.Replace("olcTLSCertificateKeyFile", key)));
        }
    }

    /**
     * Gives an empty database another base. Only who is root of the database can remove its topmost entry, so root at the
     * socket becomes that for a moment; {@code cn=admin} has its password again afterwards, also when something fails.
     */
    private void rename(String oldBase, String newBase) {
        var database = Configuration.read(slapd).databases().getFirst();
        var password = database.values("olcRootPW");
        if (!password.isEmpty()) {
            slapd.modify(database.dn(), List.of(Modification.remove("olcRootPW")));
        }
        String base = oldBase;
        try {
            slapd.modify(database.dn(), List.of(Modification.replace("olcRootDN", SocketDirectory.ROOT)));
            var entries = new ArrayList<Entry>();
            slapd.forEach(Search.below(oldBase, Filter.present("objectClass"), "objectClass"), entries::add);
            entries.reversed().forEach(entry -> slapd.delete(entry.dn()));
            slapd.modify(database.dn(), List.of(Modification.replace("olcSuffix", newBase)));
            base = newBase;
        } finally {
            slapd.modify(database.dn(), List.of(Modification.replace("olcRootDN", Dn.child(base, "cn", "admin"))));
            if (!password.isEmpty()) {
                slapd.modify(database.dn(), List.of(new Modification.Add("olcRootPW", password)));
            }
        }
    }

    private void requireUsualSchemas() {
        var configuration = Configuration.read(slapd);
        for (String schema : SCHEMAS) {
            if (configuration.schema(schema).isEmpty()) {
                throw new SetupFailure(
                        "slapd has no schema " + schema + ": add it with ldapadd -Y EXTERNAL -H ldapi:///"
                                + " -f /etc/ldap/schema/" + schema + ".ldif and try again.");
            }
        }
    }

    private void ensureMailDomain(DirectoryLayout layout, String name) {
        var domains =
                slapd.search(Search.below(layout.base(), Filter.equal("objectClass", "univentionMailDomainname"), "cn")
                        .limitedTo(10_000));
        if (!domains.isEmpty()) {
            return;
        }
        slapd.add(Entry.named(Dn.child(layout.mailDomains(), "cn", name))
                .with("objectClass", "top", "univentionMailDomainname", "univentionObject")
                .with("univentionObjectType", "mail/domain")
                .with("cn", name)
                .build());
        news.accept("The first mail domain is " + name + ".");
    }
}
