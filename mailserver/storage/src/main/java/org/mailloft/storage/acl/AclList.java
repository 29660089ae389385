package org.mailloft.storage.acl;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/**
 * The text of a {@code dovecot-acl-list} file: the mailboxes of one root that others than their owner may see. It is
 * Dovecot's shortcut to what stands in the files of the mailboxes; we write it and do not need it.
 */
record AclList(List<Line> lines) {

    static final String NAME = "dovecot-acl-list";

    /**
     * @param modified when the mailbox's {@code dovecot-acl} was
     * @param storedName of the mailbox
     */
    record Line(Instant modified, String storedName) {}

    byte[] octets() {
        var out = new StringBuilder();
        lines.forEach(line -> out.append(line.modified.getEpochSecond())
                .append(' ')
                .append(line.storedName)
                .append('\n'));
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }
}
