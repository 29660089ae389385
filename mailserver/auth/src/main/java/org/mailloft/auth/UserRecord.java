package org.mailloft.auth;

import java.nio.file.Path;
import java.util.Map;

/**
 * What the user database says about a user.
 *
 * @param name full login name after all rewriting: Dovecot's {@code %u}
 * @param home mail home, variables expanded
 * @param uid system user that owns the mail files, as written in the database; may be empty
 * @param gid system group, likewise
 * @param fields everything else, in lookup order: {@code mail}, {@code quota_rule}, {@code acl_groups}, ...
 */
public record UserRecord(String name, Path home, String uid, String gid, Map<String, String> fields) {}
