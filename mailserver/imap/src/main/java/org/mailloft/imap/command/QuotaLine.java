package org.mailloft.imap.command;

import java.nio.charset.StandardCharsets;
import org.mailloft.imap.Responder;
import org.mailloft.imap.wire.ImapWriter;
import org.mailloft.storage.QuotaRoot;

/** The untagged QUOTA response. RFC 9208 section 4.2.1. */
final class QuotaLine {

    private static final long KIBIBYTE = 1024;

    private QuotaLine() {}

    /**
     * {@code quota-response = "QUOTA" SP quota-root-name SP quota-list}; only resources that have a limit, and no line at
     * all when none has, as in Dovecot.
     */
    static void write(QuotaRoot root, Responder out) {
        var limits = root.limits();
        if (limits.isNone()) {
            return;
        }
        var used = root.used();
        var line = name(out.untagged("QUOTA"), root).open();
        if (limits.octets() > 0) {
            line.atom("STORAGE").number(kibibytes(used.octets())).number(kibibytes(limits.octets()));
        }
        if (limits.messages() > 0) {
            line.atom("MESSAGE").number(used.messages()).number(limits.messages());
        }
        line.close().crlf();
    }

    static ImapWriter name(ImapWriter line, QuotaRoot root) {
        return line.astring(root.name().getBytes(StandardCharsets.UTF_8));
    }

    /** Rounded up. */
    private static long kibibytes(long octets) {
        return octets / KIBIBYTE + (octets % KIBIBYTE == 0 ? 0 : 1);
    }
}
