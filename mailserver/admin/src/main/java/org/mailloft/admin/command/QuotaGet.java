package org.mailloft.admin.command;

import java.util.List;
import org.mailloft.admin.MailCommand;
import org.mailloft.admin.MailSession;
import org.mailloft.doveadm.format.Column;
import org.mailloft.storage.QuotaRoot;

/** {@code doveadm quota get}: how much of each quota root is used. */
record QuotaGet() implements MailCommand {

    private static final long KIBIBYTE = 1024;

    @Override
    public List<Column> columns() {
        return List.of(
                Column.of("root", "Quota name"),
                Column.of("type", "Type"),
                Column.number("value", "Value"),
                Column.number("limit", "Limit"),
                Column.number("percent", "%"));
    }

    @Override
    public void run(MailSession session) {
        for (QuotaRoot root : QuotaRoots.of(session)) {
            var used = root.used();
            var limits = root.limits();
            show(session, root.name(), "STORAGE", kibibytes(used.octets()), kibibytes(limits.octets()));
            show(session, root.name(), "MESSAGE", used.messages(), limits.messages());
        }
    }

    private static void show(MailSession session, String root, String type, long value, long limit) {
        var percent = limit == 0 ? 0 : value * 100 / limit;
        session.out().row(root, type, Long.toString(value), limit == 0 ? "-" : Long.toString(limit), "" + percent);
    }

    /** Rounded up. */
    private static long kibibytes(long octets) {
        return octets / KIBIBYTE + (octets % KIBIBYTE == 0 ? 0 : 1);
    }
}
