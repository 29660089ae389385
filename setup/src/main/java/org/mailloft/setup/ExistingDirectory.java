package org.mailloft.setup;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.mailloft.directory.Directory;
import org.mailloft.directory.DirectoryFailure;
import org.mailloft.directory.DirectoryUnavailable;
import org.mailloft.directory.Entry;
import org.mailloft.directory.Filter;
import org.mailloft.directory.Search;

/** Looks whether a directory can be that of a mail server, with the account we have there. Changes nothing. */
final class ExistingDirectory {

    private static final List<String> CLASSES =
            List.of("univentionMail", "univentionMailDomainname", "univentionMailSharedFolder", "univentionMailList");
    private static final List<String> ATTRIBUTES = List.of(
            "mailPrimaryAddress",
            "mailAlternativeAddress",
            "mailForwardAddress",
            "univentionMailHomeServer",
            "univentionMailUserQuota",
            "univentionMailACL");
    /** RFC 4533 section 2.2. */
    private static final String SYNC_REQUEST = "1.3.6.1.4.1.4203.1.9.1.1";

    /** The names in a definition of RFC 4512 section 4.1: {@code qdescrs} after {@code NAME}. */
    private static final Pattern NAMES = Pattern.compile("\\bNAME\\s+(?:'([^']+)'|\\(([^)]*)\\))");

    private final Directory directory;
    private final String base;

    /** @param directory with the account of the mail server */
    ExistingDirectory(Directory directory, String base) {
        this.directory = directory;
        this.base = base;
    }

    /**
     * What was found.
     *
     * @param problems sentences, each about something without which nothing works
     * @param remarks sentences for people to think about
     * @param mailDomains those that the account sees
     */
    record Findings(List<String> problems, List<String> remarks, List<String> mailDomains) {}

    Findings look() {
        var problems = new ArrayList<String>();
        var remarks = new ArrayList<String>();
        var mailDomains = new ArrayList<String>();
        try {
            var root = directory.read("", "*", "+").orElse(Entry.named("").build());
            if (directory.read(base, "objectClass").isEmpty()) {
                problems.add("There is no entry " + base + ", or the account may not read it." + bases(root));
                return new Findings(problems, remarks, mailDomains);
            }
            schema(root, problems);
            if (!root.values("supportedControl").contains(SYNC_REQUEST)) {
                problems.add("The server does not tell its changes (RFC 4533): add the overlay syncprov to the database"
                        + " of " + base + ".");
            }
            if (problems.isEmpty()) {
                contents(problems, remarks, mailDomains);
            }
        } catch (DirectoryUnavailable away) {
            problems.add(sentence(away.getMessage()));
        } catch (DirectoryFailure refused) {
            problems.add(sentence("The directory refuses: " + refused.getMessage()));
        }
        return new Findings(List.copyOf(problems), List.copyOf(remarks), List.copyOf(mailDomains));
    }

    private static String bases(Entry root) {
        var bases = root.values("namingContexts");
        return bases.isEmpty() ? "" : " The server has " + String.join(" and ", bases) + ".";
    }

    private void schema(Entry root, List<String> problems) {
        String place = root.first("subschemaSubentry").orElse("cn=Subschema");
        var schema = directory.read(place, "attributeTypes", "objectClasses");
        if (schema.isEmpty()) {
            problems.add("The schema at " + place + " cannot be read.");
            return;
        }
        var missing = Stream.concat(
                        absent(CLASSES, schema.get().values("objectClasses")),
                        absent(ATTRIBUTES, schema.get().values("attributeTypes")))
                .toList();
        if (!missing.isEmpty()) {
            problems.add("The schema lacks " + String.join(", ", missing)
                    + ": add the mail schema, mailloft-setup --print-schema | ldapadd ...");
        }
    }

    private static Stream<String> absent(List<String> wanted, List<String> definitions) {
        Set<String> names = new HashSet<>();
        for (String definition : definitions) {
            NAMES.matcher(definition)
                    .results()
                    .flatMap(match -> match.group(1) != null
                            ? Stream.of(match.group(1))
                            : Stream.of(match.group(2).replace("'", " ").strip().split("\\s+")))
                    .map(name -> name.toLowerCase(Locale.ROOT))
                    .forEach(names::add);
        }
        return wanted.stream().filter(name -> !names.contains(name.toLowerCase(Locale.ROOT)));
    }

    private void contents(List<String> problems, List<String> remarks, List<String> mailDomains) {
        directory.forEach(
                Search.below(base, Filter.equal("objectClass", "univentionMailDomainname"), "cn"),
                entry -> mailDomains.addAll(entry.values("cn")));
        if (mailDomains.isEmpty()) {
            remarks.add("The account sees no mail domain, so no mail is taken until there is one.");
        }
        var people = new ArrayList<Entry>();
        directory.forEach(
                Search.below(
                        base,
                        Filter.and(Filter.equal("objectClass", "univentionMail"), Filter.present("mailPrimaryAddress")),
                        "mailPrimaryAddress",
                        "entryUUID",
                        "uid",
                        "userPassword"),
                people::add);
        people.stream()
                .filter(person -> person.first("entryUUID").isEmpty())
                .findFirst()
                .ifPresent(person -> problems.add("The account may not read entryUUID of " + person.dn()
                        + ": it needs a right to read all attributes but passwords."));
        people.stream()
                .filter(person -> person.first("userPassword").isPresent())
                .findFirst()
                .ifPresent(person -> remarks.add("The account may read passwords, such as that of " + person.dn()
                        + ". The mail server does not need that."));
    }

    private static String sentence(String text) {
        return text.endsWith(".") ? text : text + ".";
    }
}
