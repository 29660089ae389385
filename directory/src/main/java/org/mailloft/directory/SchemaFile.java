package org.mailloft.directory;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * LDAP schema definitions (RFC 4512 section 4.1) that come with Mailloft.
 *
 * @param attributeTypes definitions in parentheses, blanks squeezed
 * @param objectClasses likewise
 */
public record SchemaFile(List<String> attributeTypes, List<String> objectClasses) {

    private static final Pattern DEFINITION = Pattern.compile(
            "^(attributetype|objectclass)\\s+(\\(.*?\\))(?=\\s*(?:^attributetype|^objectclass|\\z))",
            Pattern.MULTILINE | Pattern.DOTALL);

    /** Mail attributes and object classes of UCS domains. */
    public static SchemaFile ucsMail() {
        return read("ucs-mail.schema");
    }

    /** The part of RFC 2307 that accounts and groups need. */
    public static SchemaFile nis() {
        return read("nis.schema");
    }

    /** The file as slapd's {@code include} directive wants it. */
    public static String ucsMailText() {
        return text("ucs-mail.schema");
    }

    /**
     * The definitions as an entry to be added below {@code cn=schema,cn=config}.
     *
     * @param name of the schema, such as {@code ucs-mail}
     */
    public String toConfigLdif(String name) {
        var ldif = new StringBuilder("dn: cn=" + name + ",cn=schema,cn=config\n");
        ldif.append("objectClass: olcSchemaConfig\ncn: ").append(name).append('\n');
        attributeTypes.forEach(
                each -> ldif.append("olcAttributeTypes: ").append(each).append('\n'));
        objectClasses.forEach(
                each -> ldif.append("olcObjectClasses: ").append(each).append('\n'));
        return ldif.toString();
    }

    private static SchemaFile read(String resource) {
        String text = text(resource).replaceAll("(?m)^#.*$", "");
        return new SchemaFile(definitions(text, "attributetype"), definitions(text, "objectclass"));
    }

    private static List<String> definitions(String text, String kind) {
        return DEFINITION
                .matcher(text)
                .results()
                .filter(match -> match.group(1).equals(kind))
                .map(match -> match.group(2).replaceAll("\\s+", " "))
                .collect(Collectors.toUnmodifiableList());
    }

    private static String text(String resource) {
        try (InputStream in = SchemaFile.class.getResourceAsStream("schema/" + resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
