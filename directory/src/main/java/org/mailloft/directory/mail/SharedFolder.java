package org.mailloft.directory.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mailloft.directory.Entry;

/**
 * A folder of many, object class {@code univentionMailSharedFolder}.
 *
 * @param name the left part of {@code name@domain}
 * @param domain the right part, in lower case
 * @param address the folder takes mail at it; empty for a public folder without deliveries
 * @param homeServer host that keeps the folder, in lower case
 * @param quotaMegabytes 0 for no limit
 * @param grants who may do what
 */
public record SharedFolder(
        String dn,
        String name,
        String domain,
        Optional<MailAddress> address,
        Optional<String> homeServer,
        int quotaMegabytes,
        List<Grant> grants) {

    public static final String OBJECT_CLASS = "univentionMailSharedFolder";

    public static SharedFolder of(Entry entry) throws MalformedObject {
        var fields = new Fields(entry);
        String cn = fields.required("cn");
        int at = cn.lastIndexOf('@');
        if (at < 1
                || cn.chars().anyMatch(c -> c <= ' ' || c == '!' || c == '/')
                || MailAddress.parse("x@" + cn.substring(at + 1)).isEmpty()) {
            throw new MalformedObject(entry.dn(), "cn", cn, "is not of the form name@domain");
        }
        var grants = new ArrayList<Grant>();
        for (String value : entry.values("univentionMailACL")) {
            grants.add(Grant.of(entry.dn(), value));
        }
        return new SharedFolder(
                entry.dn(),
                cn.substring(0, at),
                cn.substring(at + 1).toLowerCase(Locale.ROOT),
                fields.address("mailPrimaryAddress"),
                HomeServer.of(entry),
                fields.quotaMegabytes(),
                List.copyOf(grants));
    }

    /**
     * What one user or group may do.
     *
     * @param identifier address of a user, {@code anyone}, or name of a group, which may contain blanks
     */
    public record Grant(String identifier, Right right) {

        /** {@code identifier SP right}: the last blank separates. */
        static Grant of(String dn, String value) throws MalformedObject {
            int blank = value.lastIndexOf(' ');
            Optional<Right> right = Right.named(value.substring(blank + 1));
            if (blank < 1 || right.isEmpty() || value.chars().anyMatch(Character::isISOControl)) {
                throw new MalformedObject(dn, "univentionMailACL", value, "is not of the form \"who right\"");
            }
            return new Grant(value.substring(0, blank), right.get());
        }

        /** Whether a single user is meant, as the original management tool decides it. */
        public boolean isUser() {
            return identifier.indexOf('@') > 0;
        }
    }

    /** Each includes the ones before it. */
    public enum Right {
        NONE,
        READ,
        POST,
        APPEND,
        WRITE,
        ALL;

        static Optional<Right> named(String name) {
            for (Right right : values()) {
                if (right.name().equalsIgnoreCase(name)) {
                    return Optional.of(right);
                }
            }
            return Optional.empty();
        }
    }
}
