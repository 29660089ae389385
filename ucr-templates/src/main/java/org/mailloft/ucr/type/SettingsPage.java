package org.mailloft.ucr.type;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** {@code docs/settings.md}: all descriptions as tables for an administrator. */
final class SettingsPage {

    private static final Pattern WHOLE_REFERENCE = Pattern.compile("@%@([^@]+)@%@");

    private static final String HEAD = """
            # All settings

            Made from the descriptions in `ucr-templates/share/registry.info`; changes belong there. `ucr info KEY` shows the same on a host.

            `ucr set KEY=VALUE ...` checks the values, renders all files that follow from them, lets the programs check those, and reloads what reads them; either all of it happens or nothing.
            What has *restart* behind its type shows only after a restart of that service: `ucr pending` lists these, `ucr apply` does it.
            A `.*` in a key stands for a name of your choice. Where the default names another variable in braces, it follows that one.

            | type | a value is |
            |---|---|
            | `bool` | yes, true, 1, enable, enabled, on, or no, false, 0, disable, disabled, off |
            | `int` `uint` `pint` | a whole number: any, from 0 on, from 1 on |
            | `decimal` | a number, with a fraction or not: `5.0` |
            | `portnumber` | 0 to 65535 |
            | `size` | octets with a unit: `100k` `256M` `1G`; without one, octets |
            | `time` | a span with a unit: `30 secs` `5 mins` `1 hours` `2 days` `1 weeks` |
            | `str` | text; `regex` is what its beginning must look like |
            | `choice(a\\|b)` | one of these words |
            | `list[type separator]` | values of that type between separators, which is a regular expression (`\\s+`: blanks); may be empty |
            | `ipaddress` `ipv4address` `ipv6address` | one address |
            | `network`, `postfix_network` | an address, or a network such as `192.0.2.0/24`; for Postfix, IPv6 in brackets |
            | `postfix_restrictions` | what Postfix checks, such as `permit_mynetworks, reject_rbl_client bl.example.org`; `$name` for a setting of your own in `main.cf.local` |
            | `listen_address` | a name or address of this host, or `*` for every IPv4 address |
            | `postfix_service` | where a program listens: `inet:127.0.0.1:11332` or `unix:private/milter` |
            | `postfix_lookup` | a list of addresses in DNS, with the answer that counts and its weight: `bl.example.org=127.0.0.2*3` |
            | `postfix_tables`, `postfix_names` | tables such as `hash:/etc/postfix/transport`, or one of the words in brackets; domains, files or tables; separated by commas or blanks |
            | `host` `hostname` `fqdn` | a name or address, a name, a name with a domain |
            | `mailaddress` | `user@example.org` |
            | `path` | an absolute path; `max` is its length in octets |
            | `cron` | five fields as in crontab, or `@daily` and the like |
            """;

    private final Descriptions descriptions;
    private final StringBuilder page = new StringBuilder(HEAD);

    private SettingsPage(Descriptions descriptions) {
        this.descriptions = descriptions;
    }

    /** @param seeds values that are set at install */
    static String print(Descriptions descriptions, SortedMap<String, String> seeds) {
        return new SettingsPage(descriptions).print(seeds);
    }

    private String print(SortedMap<String, String> seeds) {
        var byCategory = new TreeMap<String, List<Description>>();
        for (var description : descriptions.all()) {
            var category = description.categories().isEmpty()
                    ? ""
                    : description.categories().getFirst();
            byCategory.computeIfAbsent(category, _ -> new ArrayList<>()).add(description);
        }
        byCategory.forEach(this::category);
        page.append("\n## Set at install\n\nThese are no defaults: they are set once, and are yours from then on.\n\n");
        page.append("| variable | value |\n|---|---|\n");
        seeds.forEach((key, value) -> row(List.of(code(key), code(value))));
        return page.toString();
    }

    private void category(String name, List<Description> members) {
        var category = descriptions.categories().getOrDefault(name, new Category(name, name, name, ""));
        page.append("\n## ").append(category.english()).append("\n\n");
        if (!category.german().equals(category.english())) {
            page.append(category.german()).append(". ");
        }
        page.append("Category `").append(name).append("`.\n\n");
        page.append("| variable | type | default | meaning | Bedeutung |\n|---|---|---|---|---|\n");
        members.forEach(each -> row(List.of(
                code(each.key()),
                code(each.type().toString())
                        + each.restart()
                                .map(service -> ", *restart " + service + "*")
                                .orElse("")
                        + (each.readOnly() ? ", *set by programs*" : ""),
                each.byDefault().map(SettingsPage::byDefault).orElse(""),
                escaped(each.english()),
                escaped(each.german()))));
    }

    private void row(List<String> cells) {
        page.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private static String byDefault(String text) {
        return code(WHOLE_REFERENCE.matcher(text).replaceAll("{$1}"));
    }

    private static String code(String text) {
        return text.isEmpty() ? "" : "`" + text.replace("|", "\\|") + "`";
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace("|", "\\|")
                .replace("*", "\\*")
                .replace("<", "&lt;");
    }
}
