package org.mailloft.storage.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.mailloft.storage.MailFailure;
import org.mailloft.storage.SystemFlag;
import org.mailloft.storage.UidSet;
import org.mailloft.storage.ViewChanges;

class ChunkedViewTest {

    private static final long SEEN = SystemFlag.SEEN.bit();

    @Test
    void emptyViewHasNothing() {
        assertEquals(0, ChunkedView.EMPTY.size());
        assertEquals(-1, ChunkedView.EMPTY.indexOf(1));
        assertEquals(0, ChunkedView.EMPTY.indexes(UidSet.ALL).length);
        assertThrows(IndexOutOfBoundsException.class, () -> ChunkedView.EMPTY.uid(0));
    }

    @Test
    void editThatChangesNothingIsTheSameView() {
        var view = withMessages(1000);
        var edit = new ViewEdit(view);
        assertFalse(edit.setFlags(5, 0));
        assertSame(view, edit.build());
    }

    @Test
    void oneEditHasOneModSeq() {
        var view = withMessages(1000);
        var edit = new ViewEdit(view);
        edit.setFlags(1, SEEN);
        edit.setFlags(900, SEEN);
        var next = edit.build();
        assertEquals(view.highestModSeq() + 1, next.highestModSeq());
        assertEquals(next.highestModSeq(), next.modSeq(1));
        assertEquals(next.highestModSeq(), next.modSeq(900));
        assertEquals(view.modSeq(2), next.modSeq(2));
        assertEquals(0, view.flagBits(1), "the old view stays as it was");
    }

    @Test
    void storeBitsAreNotFlagsAndCostNoModSeq() {
        var view = withMessages(3);
        var edit = new ViewEdit(view);
        edit.setStoreBits(1, 0x20);
        var marked = edit.build();
        assertEquals(0x20, marked.storeBits(1));
        assertEquals(0, marked.flagBits(1));
        assertEquals(view.highestModSeq(), marked.highestModSeq());
        var second = new ViewEdit(marked);
        assertTrue(second.setFlags(1, SEEN));
        assertEquals(0x20, second.build().storeBits(1), "a change of flags leaves them");
    }

    @Test
    void keywordsAreFoundWhateverTheirCaseUpToTheLimit() {
        var edit = new ViewEdit(ChunkedView.EMPTY);
        assertEquals(0, edit.keyword("$Junk"));
        assertEquals(0, edit.keyword("$JUNK"));
        for (int n = 1; n < 56; n++) {
            edit.keyword("k" + n);
        }
        assertThrows(MailFailure.class, () -> edit.keyword("one-more"));
        assertEquals("$Junk", edit.build().keywords().getFirst());
    }

    @Test
    void uidsNeverGoBack() {
        var edit = new ViewEdit(withMessages(10));
        assertThrows(IllegalArgumentException.class, () -> edit.append(message(10)));
        assertThrows(IllegalArgumentException.class, () -> edit.append(message(0xFFFF_FFFFL)));
        edit.append(message(0xFFFF_FFFEL));
        assertEquals(0xFFFF_FFFEL, edit.build().uid(10));
    }

    /** Any row of edits gives what a simple map gives, and any two views compare as message by message. */
    @Property(tries = 60)
    void edits(@ForAll long seed) {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        var model = new TreeMap<Long, Long>();
        var view = ChunkedView.EMPTY;
        var earlier = view;
        for (int round = 0; round < 20; round++) {
            if (random.nextInt(4) == 0) {
                earlier = view;
            }
            view = randomEdit(view, model, random);
            assertEquals(model.size(), view.size());
            int index = 0;
            for (var entry : model.entrySet()) {
                assertEquals(entry.getKey(), view.uid(index));
                assertEquals(index, view.indexOf(entry.getKey()));
                assertEquals(entry.getValue(), view.flagBits(index));
                assertEquals("key" + entry.getKey(), view.key(index));
                assertEquals(entry.getKey() * 10, view.size(index));
                index++;
            }
            assertEquals(ViewChanges.between(earlier, view), earlier.changesTo(view));
            long from = random.nextLong(1, view.uidNext() + 1);
            assertEquals(
                    model.subMap(from, true, from + 300, true).size(),
                    view.indexes(UidSet.range(from, from + 300)).length);
            assertEquals(
                    model.values().stream().filter(bits -> (bits & SEEN) == 0).count(), view.unseen());
        }
    }

    private static ChunkedView randomEdit(ChunkedView view, TreeMap<Long, Long> model, RandomGenerator random) {
        var edit = new ViewEdit(view);
        int touched = view.size() == 0 ? 0 : random.nextInt(20);
        for (int n = 0; n < touched; n++) {
            int index = random.nextInt(view.size());
            long bits = random.nextLong(32);
            edit.setFlags(index, bits);
            model.put(view.uid(index), bits);
        }
        if (view.size() > 0 && random.nextBoolean()) {
            int start = random.nextInt(view.size());
            int count = random.nextInt(Math.min(600, view.size() - start) + 1);
            for (int index = start; index < start + count; index++) {
                edit.expunge(index);
                model.remove(view.uid(index));
            }
        }
        for (int n = random.nextInt(3) * random.nextInt(250); n > 0; n--) {
            long uid = edit.uidNext() + (random.nextInt(10) == 0 ? random.nextInt(5) : 0);
            edit.append(message(uid));
            model.put(uid, 0L);
        }
        return edit.build();
    }

    private static ChunkedView withMessages(int count) {
        var edit = new ViewEdit(ChunkedView.EMPTY);
        for (int n = 1; n <= count; n++) {
            edit.append(message(n));
        }
        return edit.build();
    }

    private static NewMessage message(long uid) {
        return new NewMessage(uid, 0, Instant.EPOCH, uid * 10, uid * 9, "key" + uid);
    }
}
