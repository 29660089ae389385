package org.mailloft.ucr.check;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Folders that cannot be: their names are parts of keys, or values. */
final class MailboxRules {

    private static final String SPAM = "mail/dovecot/folder/spam";
    private static final String HAM = "mail/dovecot/folder/ham";
    /** As the templates name the namespace of all other users. */
    private static final String SHARED = "shared";

    private static final int MAX_OCTETS = 255;

    private MailboxRules() {}

    static Stream<Rule.Finding> findings(Facts facts) {
        var findings = new ArrayList<Rule.Finding>();
        for (var prefix : List.of("mail/dovecot/mailboxes/special/", "mail/dovecot/mailboxes/auto/")) {
            facts.family(prefix).forEach((name, value) -> nameFault(name)
                    .ifPresent(why -> findings.add(
                            Rule.Finding.of(prefix + name, value, "names the folder \"" + name + "\", which " + why))));
        }
        special(facts, findings);
        for (var key : List.of(SPAM, HAM)) {
            folder(facts, key).ifPresent(name -> nameFault(name)
                    .or(() -> isInbox(name) ? Optional.of("is the inbox") : Optional.empty())
                    .ifPresent(why -> findings.add(Rule.Finding.of(key, name, why))));
        }
        var spam = folder(facts, SPAM);
        if (spam.isPresent() && spam.equals(folder(facts, HAM))) {
            findings.add(new Rule.Finding(
                    new Violation(HAM, spam.get(), "is the folder for spam as well, see " + SPAM), Set.of(SPAM, HAM)));
        }
        return findings.stream();
    }

    private static void special(Facts facts, List<Rule.Finding> findings) {
        facts.family("mail/dovecot/mailboxes/special/").forEach((name, value) -> {
            if (isInbox(name) && !value.isBlank()) {
                findings.add(Rule.Finding.of(
                        "mail/dovecot/mailboxes/special/" + name, value, "cannot be: the inbox has no other use"));
            }
        });
    }

    private static Optional<String> folder(Facts facts, String key) {
        return facts.text(key).filter(name -> !name.equalsIgnoreCase("none"));
    }

    private static boolean isInbox(String name) {
        return name.equalsIgnoreCase("INBOX");
    }

    /** Why there can be no mailbox of this name, as the end of a sentence; empty when there can. */
    static Optional<String> nameFault(String name) {
        if (name.isEmpty()) {
            return Optional.of("has no name");
        }
        if (name.startsWith("/") || name.endsWith("/") || name.contains("//")) {
            return Optional.of("has a level without a name");
        }
        if (name.startsWith("~")) {
            return Optional.of("begins with ~");
        }
        if (name.contains(".")) {
            return Optional.of("has a dot, which divides the levels of folders on disk");
        }
        if (name.equals(SHARED) || name.startsWith(SHARED + "/")) {
            return Optional.of("lies where the folders of others are shown");
        }
        if (name.chars().anyMatch(Character::isISOControl)) {
            return Optional.of("has control characters");
        }
        if (name.contains("*") || name.contains("%")) {
            return Optional.of("has * or %, which stand for any text when folders are listed");
        }
        return name.getBytes(StandardCharsets.UTF_8).length > MAX_OCTETS
                ? Optional.of("is longer than " + MAX_OCTETS + " octets")
                : Optional.empty();
    }
}
