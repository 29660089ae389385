package org.mailloft.storage.acl;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The text of a {@code dovecot-acl} file: a line for each identifier with what it is granted, and one that begins with
 * {@code -} for what it is denied. Comments are not kept when the file is written anew, as by Dovecot.
 */
public final class AclFile {

    public static final String NAME = "dovecot-acl";

    private AclFile() {}

    /**
     * What the file says. One line that cannot be read makes all of it void: nobody shall have rights by accident.
     *
     * @throws BadAcl with the number of the line
     */
    public static Acl parse(byte[] file) {
        var entries = new ArrayList<AclEntry>();
        int number = 0;
        for (var line : new String(file, StandardCharsets.UTF_8).split("\n")) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            try {
                entries.add(parseLine(line));
            } catch (BadAcl e) {
                throw new BadAcl("line " + number + ": " + e.getMessage());
            }
        }
        return Acl.of(entries);
    }

    /**
     * One line as files have it.
     *
     * @throws BadAcl when it cannot be read
     */
    public static AclEntry entry(String line) {
        return parseLine(line);
    }

    /** Numbers of the lines that speak of somebody; lines that cannot be read are passed over. */
    static List<Integer> linesAbout(AclIdentifier identifier, byte[] file) {
        var lines = new String(file, StandardCharsets.UTF_8).split("\n");
        var numbers = new ArrayList<Integer>();
        for (int n = 0; n < lines.length; n++) {
            if (!lines[n].isBlank() && !lines[n].startsWith("#") && isAbout(identifier, lines[n])) {
                numbers.add(n + 1);
            }
        }
        return numbers;
    }

    private static boolean isAbout(AclIdentifier identifier, String line) {
        try {
            return parseLine(line).identifier().equals(identifier);
        } catch (BadAcl _) {
            return false;
        }
    }

    /** {@code ["-"] identifier SP letters [":" *(name SP)]}, the identifier in quotes when there is a space in it. */
    static AclEntry parseLine(String line) {
        var cut = Quoted.cut(line.replace('\t', ' '));
        var who = cut.first();
        boolean denied = who.startsWith("-");
        var identifier = AclIdentifier.parse(denied ? who.substring(1) : who);
        var rights = parseRights(cut.rest());
        return denied ? AclEntry.denying(identifier, rights) : AclEntry.granting(identifier, rights);
    }

    private static Rights parseRights(String text) {
        int colon = text.indexOf(':');
        var rights = Rights.ofLetters((colon < 0 ? text : text.substring(0, colon)).strip());
        if (colon < 0) {
            return rights;
        }
        var known = new TreeSet<Right>(rights.known());
        var others = new TreeSet<String>();
        for (var name : text.substring(colon + 1).strip().split(" +")) {
            if (!name.isEmpty()) {
                Right.named(name).ifPresentOrElse(known::add, () -> others.add(name));
            }
        }
        return new Rights(known, others);
    }

    /** The file that says this; global entries are left out. */
    public static byte[] octets(Acl acl) {
        var out = new StringBuilder();
        for (var entry : acl.local().entries()) {
            entry.granted().ifPresent(rights -> line(out, "", entry.identifier(), rights));
            entry.denied().ifPresent(rights -> line(out, "-", entry.identifier(), rights));
        }
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void line(StringBuilder out, String sign, AclIdentifier identifier, Rights rights) {
        out.append(Quoted.quote(sign + identifier.text())).append(' ').append(rights.lettersByName());
        if (!rights.others().isEmpty()) {
            out.append(rights.known().isEmpty() ? ":" : " :").append(String.join(" ", rights.others()));
        }
        out.append('\n');
    }

    /** A word that may stand in quotes, and what follows it after a space. */
    record Quoted(String first, String rest) {

        static Quoted cut(String text) {
            if (!text.startsWith("\"")) {
                int space = text.indexOf(' ');
                return space < 0
                        ? new Quoted(text, "")
                        : new Quoted(text.substring(0, space), text.substring(space + 1));
            }
            var word = new StringBuilder();
            int at = 1;
            for (; at < text.length() && text.charAt(at) != '"'; at++) {
                if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                    at++;
                }
                word.append(text.charAt(at));
            }
            boolean followed = at + 1 < text.length() && text.charAt(at + 1) == ' ';
            if (at >= text.length() || at + 1 < text.length() && !followed) {
                throw new BadAcl("Invalid quoted ID");
            }
            return new Quoted(word.toString(), followed ? text.substring(at + 2) : "");
        }

        static String quote(String word) {
            return word.indexOf(' ') < 0
                    ? word
                    : '"' + word.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        }
    }
}
