package org.mailloft.directory;

import java.util.Locale;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/** Distinguished names as text (RFC 4514): building them safely, taking them apart, comparing them. */
public final class Dn {

    private Dn() {}

    /** {@code type=value} with everything escaped that needs it. */
    public static String rdn(String type, String value) {
        return type + "=" + Rdn.escapeValue(value);
    }

    /** The name of an entry below another one. */
    public static String child(String parent, String type, String value) {
        return parent.isEmpty() ? rdn(type, value) : rdn(type, value) + "," + parent;
    }

    /** The name one level up, empty for a name of one level. */
    public static String parent(String dn) {
        LdapName name = parse(dn);
        return name.isEmpty() ? "" : name.getPrefix(name.size() - 1).toString();
    }

    /** The value of the first name part. */
    public static String leafValue(String dn) {
        LdapName name = parse(dn);
        return name.isEmpty() ? "" : name.getRdn(name.size() - 1).getValue().toString();
    }

    /** Whether both mean the same entry: case and spacing do not matter. */
    public static boolean same(String one, String other) {
        return parse(one).equals(parse(other));
    }

    /** Whether the entry is the base or lies below it. */
    public static boolean isUnder(String dn, String base) {
        return parse(dn).startsWith(parse(base));
    }

    /** One text for all spellings of a name, for use as a key. */
    public static String normalized(String dn) {
        LdapName name = parse(dn);
        var text = new StringBuilder();
        for (int i = name.size() - 1; i >= 0; i--) {
            Rdn rdn = name.getRdn(i);
            text.append(rdn.toString().toLowerCase(Locale.ROOT)).append(i > 0 ? "," : "");
        }
        return text.toString();
    }

    private static LdapName parse(String dn) {
        try {
            return new LdapName(dn);
        } catch (InvalidNameException _) {
            throw new IllegalArgumentException("Not a distinguished name: " + dn);
        }
    }
}
