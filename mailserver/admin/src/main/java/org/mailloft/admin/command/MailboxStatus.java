package org.mailloft.admin.command;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.mailloft.admin.AdminFailure;
import org.mailloft.admin.MailCommand;
import org.mailloft.admin.MailSession;
import org.mailloft.admin.Output;
import org.mailloft.admin.Params;
import org.mailloft.admin.Value;
import org.mailloft.admin.Wildcards;
import org.mailloft.doveadm.ExitCode;
import org.mailloft.doveadm.format.Column;
import org.mailloft.storage.MailFailure;
import org.mailloft.storage.MailStore;
import org.mailloft.storage.MailboxName;

/** {@code doveadm mailbox status}: counters of mailboxes, or of all of them together. */
record MailboxStatus(Set<Field> fields, List<String> masks, boolean total, Map<Field, Long> sums)
        implements MailCommand {

    /** In the order in which they are shown. */
    private enum Field {
        MESSAGES,
        RECENT,
        UIDNEXT,
        UIDVALIDITY,
        UNSEEN,
        HIGHESTMODSEQ,
        VSIZE,
        GUID,
        FIRSTSAVED;

        private static final Set<Field> SUMMABLE = EnumSet.of(MESSAGES, RECENT, UNSEEN, VSIZE);

        String shownName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static MailboxStatus parse(Params params) {
        boolean total = params.flag("totalSum");
        var fields = EnumSet.noneOf(Field.class);
        for (var name : params.list("field")) {
            if (name.equals("all")) {
                fields.addAll(total ? Field.SUMMABLE : EnumSet.allOf(Field.class));
            } else {
                fields.add(field(name, total));
            }
        }
        if (fields.isEmpty()) {
            throw new AdminFailure(ExitCode.USAGE, "Fatal: No status fields");
        }
        return new MailboxStatus(fields, params.list("mailboxMask"), total, new EnumMap<>(Field.class));
    }

    private static Field field(String name, boolean total) {
        for (var field : Field.values()) {
            if (field.shownName().equals(name)) {
                if (total && !Field.SUMMABLE.contains(field)) {
                    throw new AdminFailure(ExitCode.USAGE, "Fatal: Status field " + name + " can't be used with -t");
                }
                return field;
            }
        }
        throw new AdminFailure(ExitCode.USAGE, "Fatal: Unknown status field: " + name);
    }

    @Override
    public List<Column> columns() {
        var columns = new ArrayList<Column>();
        if (!total) {
            columns.add(Column.untitled("mailbox"));
        }
        fields.forEach(field -> columns.add(Column.of(field.shownName())));
        return columns;
    }

    @Override
    public void run(MailSession session) {
        if (masks.size() == 1 && !Wildcards.isPattern(masks.getFirst())) {
            try {
                show(session.name(masks.getFirst()), session);
            } catch (MailFailure failure) {
                session.fail(failure, "Mailbox " + masks.getFirst() + ": Failed to lookup mailbox status");
            }
            return;
        }
        for (var entry : session.store().list()) {
            var name = entry.name().value();
            if (entry.selectable() && masks.stream().anyMatch(mask -> Wildcards.matches(mask, name))) {
                show(entry.name(), session);
            }
        }
    }

    private void show(MailboxName name, MailSession session) {
        var status = session.store().status(name);
        if (total) {
            fields.forEach(field -> sums.merge(field, Long.parseLong(value(field, status)), Long::sum));
            return;
        }
        var values = new ArrayList<Value>();
        values.add(new Value.Text(name.value()));
        for (var field : fields) {
            var value = field == Field.FIRSTSAVED ? firstSaved(session.store(), name) : value(field, status);
            values.add(new Value.Text(value));
        }
        session.out().row(values);
    }

    @Override
    public void finish(Output out) {
        if (total) {
            out.row(fields.stream()
                    .<Value>map(field -> new Value.Text(Long.toString(sums.getOrDefault(field, 0L))))
                    .toList());
        }
    }

    private static String value(Field field, org.mailloft.storage.MailboxStatus status) {
        return switch (field) {
            case MESSAGES -> Integer.toString(status.messages());
            case RECENT -> Integer.toString(status.recent());
            case UIDNEXT -> Long.toString(status.uidNext());
            case UIDVALIDITY -> Long.toString(status.uidValidity());
            case UNSEEN -> Integer.toString(status.unseen());
            case HIGHESTMODSEQ -> Long.toString(status.highestModSeq());
            case VSIZE -> Long.toString(status.size());
            case GUID -> status.guid();
            case FIRSTSAVED -> throw new IllegalArgumentException("not a counter");
        };
    }

    private static String firstSaved(MailStore store, MailboxName name) {
        try (var mailbox = store.open(name, false)) {
            var view = mailbox.view();
            return view.size() == 0
                    ? "never"
                    : Long.toString(mailbox.saveDate(view.uid(0)).getEpochSecond());
        }
    }
}
