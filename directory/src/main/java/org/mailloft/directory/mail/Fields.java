package org.mailloft.directory.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.mailloft.directory.Entry;

/** Reads the attributes that several kinds of mail objects have. */
final class Fields {

    private static final Pattern QUOTA = Pattern.compile("[0-9]{1,9}");

    private final Entry entry;

    Fields(Entry entry) {
        this.entry = entry;
    }

    String required(String attribute) throws MalformedObject {
        return entry.first(attribute)
                .filter(value -> !value.isBlank())
                .orElseThrow(() -> new MalformedObject(entry.dn(), attribute, "", "is missing"));
    }

    Optional<MailAddress> address(String attribute) throws MalformedObject {
        Optional<String> value = entry.first(attribute).filter(each -> !each.isBlank());
        return value.isEmpty() ? Optional.empty() : Optional.of(address(attribute, value.get()));
    }

    List<MailAddress> addresses(String attribute) throws MalformedObject {
        var addresses = new ArrayList<MailAddress>();
        for (String value : entry.values(attribute)) {
            addresses.add(address(attribute, value));
        }
        return List.copyOf(addresses);
    }

    /** Megabytes, 0 for no limit. Declared with many values, used with one. */
    int quotaMegabytes() throws MalformedObject {
        String value = entry.first("univentionMailUserQuota").orElse("0").strip();
        if (!QUOTA.matcher(value).matches()) {
            throw new MalformedObject(entry.dn(), "univentionMailUserQuota", value, "is no number of megabytes");
        }
        return Integer.parseInt(value);
    }

    private MailAddress address(String attribute, String value) throws MalformedObject {
        return MailAddress.parse(value)
                .orElseThrow(() -> new MalformedObject(entry.dn(), attribute, value, "is no mail address"));
    }
}
