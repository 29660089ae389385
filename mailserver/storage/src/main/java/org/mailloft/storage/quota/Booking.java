package org.mailloft.storage.quota;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.mailloft.storage.MailUser;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.Usage;

/**
 * One change of mail, as far as quota is concerned: room is reserved before it, and what it was in the end is written down
 * after it. Closing a booking that was not settled gives back what was reserved.
 */
final class Booking implements AutoCloseable {

    private final MailUser user;
    private final QuotaWarnings warnings;
    private final List<Line> lines = new ArrayList<>();

    /** What happens to one root. */
    private static final class Line {
        private final OpenRoot root;
        private final boolean grows;
        private Usage reserved = Usage.NONE;
        private Usage change = Usage.NONE;

        Line(OpenRoot root, boolean grows) {
            this.root = root;
            this.grows = grows;
        }
    }

    /**
     * Begins a change.
     *
     * @param growing roots that get what is added
     * @param shrinking roots that lose what is removed
     * @param warnings told what {@code user}'s mail has crossed
     */
    Booking(List<OpenRoot> growing, List<OpenRoot> shrinking, MailUser user, QuotaWarnings warnings) {
        this.user = user;
        this.warnings = warnings;
        var wanted = new ArrayList<Line>();
        growing.forEach(root -> wanted.add(new Line(root, true)));
        shrinking.forEach(root -> wanted.add(new Line(root, false)));
        wanted.sort(Comparator.comparing(line -> line.root.ledger().place().toString()));
        try {
            for (var line : wanted) {
                line.root.account().enter(line.root);
                lines.add(line);
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Keeps room in all roots that grow. @return false when there is not enough */
    boolean reserve(MailboxName mailbox, Usage wanted, Enforcement enforcement) {
        for (var line : lines) {
            if (line.grows) {
                if (!line.root.account().reserve(wanted, line.root.roomIn(mailbox, enforcement))) {
                    return false;
                }
                line.reserved = wanted;
            }
        }
        return true;
    }

    /** The change was made. @param moved what was added or removed */
    void settle(Usage moved) {
        lines.forEach(line -> line.change = line.grows ? moved : moved.negated());
    }

    /** The change was made, but nobody knows how large it was. */
    void settleUnknown() {
        lines.forEach(line -> line.root.account().distrust());
    }

    /** Everybody is told only once all is done: telling adds mail. */
    @Override
    public void close() {
        var crossed = new ArrayList<List<String>>();
        for (var line : lines) {
            var step = line.root.account().leave(line.root.ledger(), line.reserved, line.change);
            line.root.plan().thresholds().stream()
                    .filter(threshold -> threshold.isCrossed(step.before(), step.after(), step.limits()))
                    .findFirst()
                    .ifPresent(threshold -> crossed.add(threshold.command()));
        }
        crossed.forEach(command -> warnings.crossed(user, command));
    }
}
