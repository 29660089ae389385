package org.mailloft.directory.mail;

/** An entry that cannot be what its object class says. The message names the entry, the attribute and the value. */
public final class MalformedObject extends Exception {

    private final String dn;

    MalformedObject(String dn, String attribute, String value, String reason) {
        super("\"" + dn + "\": " + attribute + " \"" + printable(value) + "\" " + reason, null, false, false);
        this.dn = dn;
    }

    public String dn() {
        return dn;
    }

    private static String printable(String value) {
        return value.codePoints()
                .map(each -> Character.isISOControl(each) ? '?' : each)
                .limit(100)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
