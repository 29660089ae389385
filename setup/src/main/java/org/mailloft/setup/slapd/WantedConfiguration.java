package org.mailloft.setup.slapd;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mailloft.directory.Entry;
import org.mailloft.directory.Modification;
import org.mailloft.directory.SchemaFile;
import org.mailloft.setup.slapd.ConfigurationChange.Addition;
import org.mailloft.setup.slapd.ConfigurationChange.Modified;

/**
 * How a slapd is configured that holds the mail directory. What is set already stays as it is, so that an administrator
 * may choose otherwise afterwards.
 *
 * @param base topmost entry of the directory
 * @param serviceDn account of the mail server
 * @param certificate chain that slapd shows, in PEM form
 * @param key of the certificate
 */
record WantedConfiguration(String base, String serviceDn, Path certificate, Path key) {

    /** Name of the schema entry. Where it is, this program has been before. */
    static final String SCHEMA = "mailloft-mail";

    private static final String ROOT_AT_SOCKET = "dn.exact=" + SocketDirectory.ROOT;
    /** An index by value and, where filters ask so, one by presence. */
    private static final List<String> INDEXES = List.of(
            "objectClass eq",
            "cn,uid eq",
            "uidNumber,gidNumber eq",
            "member,memberUid eq",
            "entryUUID,entryCSN eq",
            "uniqueMember eq",
            "mailPrimaryAddress pres,eq",
            "mailAlternativeAddress,univentionMailHomeServer pres,eq",
            "univentionInternalPrimaryMailAddress,univentionInternalAlternativeMailAddress eq",
            "univentionPublicPrimaryMailAddress,univentionPublicAlternativeMailAddress eq");

    /** The mail schema, which all else needs. None when it is there as it should be. */
    List<ConfigurationChange> schema(Configuration now) {
        var wanted = Ldif.entries(SchemaFile.ucsMail().toConfigLdif(SCHEMA)).getFirst();
        var present = now.schema(SCHEMA);
        if (present.isEmpty()) {
            return List.of(new Addition(wanted));
        }
        var missing = new ArrayList<Modification>();
        for (String attribute : List.of("olcAttributeTypes", "olcObjectClasses")) {
            var names = present.get().values(attribute).stream()
                    .map(WantedConfiguration::oid)
                    .toList();
            var values = wanted.values(attribute).stream()
                    .filter(definition -> !names.contains(oid(definition)))
                    .toList();
            if (!values.isEmpty()) {
                missing.add(new Modification.Add(attribute, values));
            }
        }
        return missing.isEmpty()
                ? List.of()
                : List.of(new Modified(present.get().dn(), missing));
    }

    private static String oid(String definition) {
        return Configuration.bare(definition).replaceFirst("^\\(\\s*", "").replaceFirst("\\s.*", "");
    }

    /** All but the schema, in the order in which they can be carried out. */
    List<ConfigurationChange> changes(Configuration now, Entry database) {
        var changes = new ArrayList<ConfigurationChange>();
        modules(now, changes);
        missing(now.global(), global(), changes);
        missing(now.frontend(), List.of(Modification.replace("olcPasswordHash", "{CRYPT}")), changes);
        rights(database, changes);
        indexes(database, changes);
        overlay(now, database, "syncprov", "olcSyncProvConfig", "olcSpCheckpoint", "100 10", changes);
        overlay(now, database, "ppolicy", "olcPPolicyConfig", "olcPPolicyHashCleartext", "TRUE", changes);
        return changes;
    }

    private static void modules(Configuration now, List<ConfigurationChange> changes) {
        var missing = List.of("syncprov", "ppolicy").stream()
                .filter(module -> !now.hasModule(module))
                .toArray(String[]::new);
        if (missing.length == 0) {
            return;
        }
        changes.add(now.modules()
                .<ConfigurationChange>map(
                        list -> new Modified(list.dn(), List.of(Modification.add("olcModuleLoad", missing))))
                .orElseGet(() -> new Addition(Entry.named("cn=module,cn=config")
                        .with("objectClass", "olcModuleList")
                        .with("cn", "module")
                        .with("olcModuleLoad", missing)
                        .build())));
    }

    /**
     * Nobody sends a password over a connection that can be listened to; the unix socket counts as one that cannot.
     * Passwords are kept as SHA-512 crypt(3) hashes with a salt of 16 characters, also those that come as plain text.
     */
    private List<Modification> global() {
        return List.of(
                Modification.replace("olcTLSCertificateFile", certificate.toString()),
                Modification.replace("olcTLSCertificateKeyFile", key.toString()),
                Modification.replace("olcLocalSSF", "128"),
                Modification.replace("olcSecurity", "simple_bind=128"),
                Modification.replace("olcPasswordCryptSaltFormat", "$6$%.16s"));
    }

    /** Who may do what. Rules that know our account already are left to the administrator. */
    private void rights(Entry database, List<ConfigurationChange> changes) {
        boolean isKnown = Stream.of("olcAccess", "olcLimits")
                .allMatch(attribute -> database.values(attribute).stream().anyMatch(rule -> rule.contains(serviceDn)));
        if (isKnown) {
            return;
        }
        var access = numbered(
                "olcAccess",
                "to * by " + ROOT_AT_SOCKET + " manage by * break",
                // a password can be set by its owner and compared by a login, and is never shown
                "to attrs=userPassword by self =xw by anonymous auth by * none",
                "to attrs=shadowLastChange by self write by dn.exact=\"" + serviceDn + "\" read by * none",
                "to * by dn.exact=\"" + serviceDn + "\" read by self read by * none");
        var limits = numbered(
                "olcLimits",
                "dn.exact=\"" + serviceDn + "\" time=unlimited size=unlimited",
                ROOT_AT_SOCKET + " time=unlimited size=unlimited");
        changes.add(new Modified(database.dn(), List.of(access, limits)));
    }

    private static void indexes(Entry database, List<ConfigurationChange> changes) {
        var names = indexedNames(database.values("olcDbIndex"));
        var missing = new ArrayList<String>();
        for (String index : INDEXES) {
            // slapd refuses an attribute that two lines name
            var attributes = Stream.of(index.split(" ")[0].split(","))
                    .filter(name -> !names.contains(name.toLowerCase(Locale.ROOT)))
                    .collect(Collectors.joining(","));
            if (!attributes.isEmpty()) {
                missing.add(attributes + " " + index.split(" ")[1]);
            }
        }
        if (!missing.isEmpty()) {
            changes.add(new Modified(database.dn(), List.of(new Modification.Add("olcDbIndex", missing))));
        }
    }

    private static List<String> indexedNames(List<String> indexes) {
        return indexes.stream()
                .flatMap(index -> List.of(index.split(" ")[0].split(",")).stream())
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList();
    }

    private static Modification numbered(String attribute, String... values) {
        return new Modification.Replace(
                attribute,
                IntStream.range(0, values.length)
                        .mapToObj(i -> "{" + i + "}" + values[i])
                        .toList());
    }

    /** What nobody has set yet is set, all of an entry in one operation: some of it only fits together. */
    private static void missing(Entry entry, List<Modification> wanted, List<ConfigurationChange> changes) {
        var missing = wanted.stream()
                .filter(each -> entry.values(each.attribute()).isEmpty())
                .toList();
        if (!missing.isEmpty()) {
            changes.add(new Modified(entry.dn(), missing));
        }
    }

    private static void overlay(
            Configuration now,
            Entry database,
            String name,
            String objectClass,
            String setting,
            String value,
            List<ConfigurationChange> changes) {
        if (now.overlay(database, name).isPresent()) {
            return;
        }
        changes.add(new Addition(Entry.named("olcOverlay=" + name + "," + database.dn())
                .with("objectClass", "olcOverlayConfig", objectClass)
                .with("olcOverlay", name)
                .with(setting, value)
                .build()));
    }
}
