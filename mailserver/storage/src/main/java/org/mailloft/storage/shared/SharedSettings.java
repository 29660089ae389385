package org.mailloft.storage.shared;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mailloft.storage.Namespace;
import org.mailloft.storage.NamespaceSettings;

/**
 * A namespace that holds the mail of all other users, each below a prefix that names him, such as {@code shared/%%u/}.
 *
 * @param root the namespace without the part that names somebody
 * @param template of the prefix: {@code %u}, or {@code %n} and {@code %d}, stand for the owner
 * @param location as it is configured; it says what a reader keeps for himself
 */
record SharedSettings(Namespace root, String template, String location) {

    /** Those of type {@code shared}. */
    static List<SharedSettings> of(List<NamespaceSettings> all) {
        var shared = new ArrayList<SharedSettings>();
        for (var settings : all) {
            int variable = settings.prefix().indexOf('%');
            if (settings.type().equals("shared") && !settings.disabled() && variable > 0) {
                char separator = settings.separator().isEmpty()
                        ? '.'
                        : settings.separator().charAt(0);
                var root = new Namespace(
                        Namespace.Kind.SHARED,
                        settings.prefix().substring(0, variable),
                        separator,
                        settings.hidden(),
                        !settings.list().equals("no"),
                        false);
                shared.add(new SharedSettings(root, settings.prefix().replace("%%", "%"), settings.location()));
            }
        }
        return List.copyOf(shared);
    }

    /** The namespace of the user in whose mail the mailbox of this name is; empty when it names none. */
    Optional<Namespace> namespaceOf(String mailbox) {
        if (!mailbox.startsWith(root.prefix())) {
            return Optional.empty();
        }
        var separator = Pattern.quote(String.valueOf(root.separator()));
        var part = "[^" + separator + "]+";
        var pattern = template.substring(0, template.length() - 1)
                .replace("%u", "\\E(?<u>" + part + ")\\Q")
                .replace("%n", "\\E(?<n>" + part + "?)\\Q")
                .replace("%d", "\\E(?<d>" + part + ")\\Q");
        var matcher = Pattern.compile("(\\Q" + pattern + "\\E)(?:" + separator + ".*)?")
                .matcher(mailbox);
        return matcher.matches() ? Optional.of(namespace(matcher.group(1), owner(matcher))) : Optional.empty();
    }

    private String owner(Matcher matcher) {
        return template.contains("%u") ? matcher.group("u") : matcher.group("n") + "@" + matcher.group("d");
    }

    /** The namespace with the mail of this user. */
    Namespace namespaceFor(String owner) {
        int at = owner.indexOf('@');
        var prefix = template.replace("%u", owner)
                .replace("%n", at < 0 ? owner : owner.substring(0, at))
                .replace("%d", at < 0 ? "" : owner.substring(at + 1));
        return namespace(prefix.substring(0, prefix.length() - 1), owner);
    }

    private Namespace namespace(String prefix, String owner) {
        return new Namespace(
                root.kind(),
                prefix + root.separator(),
                root.separator(),
                root.hidden(),
                root.listed(),
                false,
                Optional.of(owner));
    }
}
