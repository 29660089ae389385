package org.mailloft.setup.slapd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mailloft.directory.Entry;
import org.mailloft.directory.Modification;
import org.mailloft.setup.slapd.ConfigurationChange.Addition;
import org.mailloft.setup.slapd.ConfigurationChange.Modified;

class WantedConfigurationTest {

    private static final String SERVICE = "cn=mail,cn=computers,dc=example,dc=org";
    private static final WantedConfiguration WANTED = new WantedConfiguration(
            "dc=example,dc=org", SERVICE, Path.of("/etc/ldap/slapd.pem"), Path.of("/etc/ldap/slapd.key"));

    private final Configuration fresh = new Configuration(Ldif.entries(debian()));

    @Test
    void aFreshSlapdGetsTheSchemaOnce() {
        var changes = WANTED.schema(fresh);
        var schema = ((Addition) changes.getFirst()).entry();
        assertEquals("cn=mailloft-mail,cn=schema,cn=config", schema.dn());
        assertEquals(List.of(), WANTED.schema(with(schema)));
    }

    @Test
    void aSchemaOfAnEarlierVersionGetsWhatIsNew() {
        var whole = ((Addition) WANTED.schema(fresh).getFirst()).entry();
        var classes = whole.values("olcObjectClasses");
        var earlier = Entry.named("cn={4}mailloft-mail,cn=schema,cn=config")
                .with("objectClass", "olcSchemaConfig")
                .with("cn", "{4}mailloft-mail")
                .with("olcAttributeTypes", numbered(whole.values("olcAttributeTypes")))
                .with("olcObjectClasses", numbered(classes.subList(1, classes.size())))
                .build();
        assertEquals(
                List.of(new Modified(
                        earlier.dn(), List.of(new Modification.Add("olcObjectClasses", classes.subList(0, 1))))),
                WANTED.schema(with(earlier)));
    }

    @Test
    void nobodyButTheOwnerAndALoginGetsNearAPassword() {
        var access = modifications(fresh)
                .filter(each -> each.attribute().equals("olcAccess"))
                .findFirst()
                .orElseThrow();
        assertEquals(
                "{1}to attrs=userPassword by self =xw by anonymous auth by * none",
                access.values().get(1));
        assertTrue(access.values().getLast().endsWith("by self read by * none"), access::toString);
    }

    @Test
    void whatTheAdministratorChoseStays() {
        var chosen = changed("olcPidFile: /var/run/slapd/slapd.pid", """
                olcSecurity: tls=1
                olcLocalSSF: 256""");
        assertEquals(
                List.of(),
                modifications(chosen)
                        .map(Modification::attribute)
                        .filter(List.of("olcSecurity", "olcLocalSSF")::contains)
                        .toList());
    }

    @Test
    void rightsThatKnowTheAccountAreTheAdministrators() {
        var own = changed("olcLastMod: TRUE", """
                olcAccess: {3}to * by dn.exact="%1$s" read by users read
                olcLimits: {0}dn.exact="%1$s" size=unlimited""".formatted(SERVICE));
        assertEquals(
                List.of(),
                modifications(own)
                        .map(Modification::attribute)
                        .filter(List.of("olcAccess", "olcLimits")::contains)
                        .toList());
    }

    @Test
    void noAttributeIsIndexedTwice() {
        var partly = changed("olcDbIndex: member,memberUid eq", "olcDbIndex: mailprimaryaddress,member,memberUid eq");
        var added = modifications(partly)
                .filter(each -> each.attribute().equals("olcDbIndex"))
                .flatMap(each -> each.values().stream())
                .toList();
        assertTrue(added.stream().noneMatch(index -> index.startsWith("mailPrimaryAddress")), added::toString);
        assertTrue(added.contains("mailAlternativeAddress,univentionMailHomeServer pres,eq"), added::toString);
        assertTrue(added.stream().noneMatch(index -> index.startsWith("objectClass")), added::toString);
    }

    private static Stream<Modification> modifications(Configuration now) {
        return WANTED.changes(now, now.databases().getFirst()).stream()
                .filter(Modified.class::isInstance)
                .flatMap(change -> ((Modified) change).modifications().stream());
    }

    private Configuration with(Entry entry) {
        var all = new ArrayList<>(fresh.entries());
        all.add(entry);
        return new Configuration(all);
    }

    private static Configuration changed(String line, String replacement) {
        return new Configuration(Ldif.entries(debian().replace(line, replacement)));
    }

    private static String[] numbered(List<String> values) {
        return Stream.iterate(0, i -> i < values.size(), i -> i + 1)
                .map(i -> "{" + i + "}" + values.get(i))
                .toArray(String[]::new);
    }

    /** As slapd 2.5.13+dfsg-5 is configured by its package. */
    private static String debian() {
        try (var in = WantedConfigurationTest.class.getResourceAsStream("debian-config.ldif")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
