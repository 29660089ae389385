package org.mailloft.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.mailloft.imap.wire.Uids;
import org.mailloft.storage.MailboxView;
import org.mailloft.storage.UidSet;
import org.mailloft.storage.ViewChanges;

/** Against a plain set of UIDs. */
class HeldViewTest {

    private static final int FIRST_NEW = 31;

    @Property(tries = 500)
    void looksLikeTheMessagesTheClientKnows(
            @ForAll @Size(max = 15) Set<@IntRange(min = 1, max = 30) Integer> before,
            @ForAll @Size(max = 5) Set<@IntRange(min = 1, max = 30) Integer> gone,
            @ForAll @Size(max = 4) Set<@IntRange(min = FIRST_NEW, max = 40) Integer> arrived,
            @ForAll boolean arrivalsHeld) {
        var kept = new TreeSet<>(before);
        kept.removeAll(gone);
        kept.addAll(arrived);
        var visible = new TreeSet<>(before);
        if (!arrivalsHeld) {
            visible.addAll(arrived);
        }
        var now = view(kept);
        var changes = view(before).changesTo(now);
        long newFrom = arrivalsHeld && !arrived.isEmpty() ? FIRST_NEW : HeldView.NOTHING_NEW;

        var held = HeldView.of(view(before), now, changes.expunged(), newFrom);

        assertSameMessages(visible, held);
        assertEquals(ViewChanges.between(view(visible), now), held.changesTo(now));
        // And once more, with what was held before.
        assertSameMessages(visible, HeldView.of(held, now, held.changesTo(now).expunged(), newFrom));
    }

    @Property(tries = 10)
    void withNothingToHoldThereIsNothingInBetween(
            @ForAll @Size(max = 5) Set<@IntRange(min = 1, max = 9) Integer> uids) {
        var now = view(uids);
        assertSame(now, HeldView.of(view(Set.of()), now, UidSet.EMPTY, HeldView.NOTHING_NEW));
    }

    private static void assertSameMessages(Set<Integer> expected, MailboxView view) {
        var model = view(expected);
        assertEquals(model.size(), view.size());
        for (int index = 0; index < model.size(); index++) {
            assertEquals(model.uid(index), view.uid(index));
        }
        for (long uid = 1; uid <= 41; uid++) {
            assertEquals(model.indexOf(uid), view.indexOf(uid), "index of " + uid + " in " + expected);
        }
    }

    private static MailboxView view(Set<Integer> uids) {
        return new Uids(
                new TreeSet<>(uids).stream().mapToLong(Integer::longValue).toArray());
    }
}
