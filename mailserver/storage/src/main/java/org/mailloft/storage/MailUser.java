package org.mailloft.storage;

import java.nio.file.Path;
import java.util.Map;

/**
 * A user as the mail store needs to know him.
 *
 * @param name the full login name, such as {@code anna@example.org}
 * @param home directory of everything that belongs to the user's mail
 * @param fields what the user database says beyond that: {@code mail}, {@code quota_rule}, {@code acl_groups}, ...
 */
public record MailUser(String name, Path home, Map<String, String> fields) {

    /** Part before the first {@code @}: Dovecot's {@code %n}. */
    public String localPart() {
        int at = name.indexOf('@');
        return at < 0 ? name : name.substring(0, at);
    }

    /** Part after the first {@code @}, empty without one: Dovecot's {@code %d}. */
    public String domain() {
        int at = name.indexOf('@');
        return at < 0 ? "" : name.substring(at + 1);
    }
}
