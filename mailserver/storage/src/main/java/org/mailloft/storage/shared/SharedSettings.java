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
 * @param names mailboxes in it: the first group is the prefix without its end, others name the owner
 */
record SharedSettings(Namespace root, String template, String location, Pattern names) {

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
                var template = settings.prefix().replace("%%", "%");
                shared.add(new SharedSettings(root, template, settings.location(), names(template, separator)));
            }
        }
        return List.copyOf(shared);
    }

    private static Pattern names(String template, char separatorChar) {
        var separator = Pattern.quote(String.valueOf(separatorChar));
        var part = "[^" + separator + "]+";
        var prefix = template.substring(0, template.length() - 1)
                .replace("%u", "\\E(?<u>" + part + ")\\Q")
                .replace("%n", "\\E(?<n>" + part + "?)\\Q")
                .replace("%d", "\\E(?<d>" + part + ")\\Q");
        return Pattern.compile("(\\Q" + prefix + "\\E)(?:" + separator + ".*)?");
    }

    /** The namespace of the user in whose mail the mailbox of this name is; empty when it names none. */
    Optional<Namespace> namespaceOf(String mailbox) {
        if (!mailbox.startsWith(root.prefix())) {
            return Optional.empty();
        }
        var matcher = names.matcher(mailbox);
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
