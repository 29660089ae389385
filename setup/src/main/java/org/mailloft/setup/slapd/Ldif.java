package org.mailloft.setup.slapd;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.mailloft.directory.Entry;
import org.mailloft.directory.Modification;

/** Entries and changes as text, RFC 2849: what the programs of ldap-utils read and write. */
final class Ldif {

    private Ldif() {}

    /** The entries of an answer; lines that continue others are put together again. */
    static List<Entry> entries(String text) {
        var entries = new ArrayList<Entry>();
        Entry.Builder entry = null;
        for (String line : text.replaceAll("\\R ", "").split("\\R")) {
            int colon = line.indexOf(':');
            if (line.startsWith("#") || colon < 0) {
                continue;
            }
            String name = line.substring(0, colon);
            String value = value(line.substring(colon + 1));
            if (name.equals("dn")) {
                if (entry != null) {
                    entries.add(entry.build());
                }
                entry = Entry.named(value);
            } else if (entry != null) {
                entry.with(name, value);
            }
        }
        if (entry != null) {
            entries.add(entry.build());
        }
        return List.copyOf(entries);
    }

    private static String value(String specification) {
        return specification.startsWith(":")
                ? new String(
                        Base64.getDecoder().decode(specification.substring(1).strip()), StandardCharsets.UTF_8)
                : specification.stripLeading();
    }

    /** One {@code name: value} line. */
    static String line(String name, String value) {
        return isSafe(value)
                ? name + ": " + value + "\n"
                : name + ":: " + Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)) + "\n";
    }

    static String add(Entry entry) {
        var text = new StringBuilder(line("dn", entry.dn())).append("changetype: add\n");
        entry.attributes().forEach((name, values) -> values.forEach(value -> text.append(line(name, value))));
        return text.append('\n').toString();
    }

    static String modify(String dn, List<Modification> modifications) {
        var text = new StringBuilder(line("dn", dn)).append("changetype: modify\n");
        for (Modification modification : modifications) {
            String verb =
                    switch (modification) {
                        case Modification.Add _ -> "add";
                        case Modification.Replace _ -> "replace";
                        case Modification.Remove _ -> "delete";
                    };
            text.append(line(verb, modification.attribute()));
            modification.values().forEach(value -> text.append(line(modification.attribute(), value)));
            text.append("-\n");
        }
        return text.append('\n').toString();
    }

    static String delete(String dn) {
        return line("dn", dn) + "changetype: delete\n\n";
    }

    /** {@code SAFE-STRING}: printable ASCII that does not begin like something else. */
    private static boolean isSafe(String value) {
        return value.chars().allMatch(c -> c >= ' ' && c < 0x7f)
                && !value.startsWith(" ")
                && !value.endsWith(" ")
                && !value.startsWith(":")
                && !value.startsWith("<");
    }
}
