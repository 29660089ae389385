package org.mailloft.storage.maildir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailloft.storage.maildir.UidList.Entry;

class UidListTest {

    private static final String GUID = "f1768938f9fc016b3228000083ecc375";
    private static final String HEADER = "3 V1795292409 N3 G" + GUID + "\n";

    @Test
    void readsWhatDovecotWrote() {
        var list = parse(HEADER + "5 :1795292700.M5P1.vm,S=17,W=20\n6 S23 W26 :1111.foo.bar\n");
        assertEquals(new UidList.Header(1795292409, 3, GUID, List.of()), list.header());
        assertEquals(
                List.of(new Entry(5, "1795292700.M5P1.vm,S=17,W=20"), new Entry(6, "S23 W26", "1111.foo.bar")),
                list.entries());
        assertEquals(7, list.nextUid());
        assertFalse(list.needsRewrite());
    }

    @ParameterizedTest
    @CsvSource({"N3, '', 3", "N3, 1, 3", "N3, 7, 8", "N1, 7, 8"})
    void nextUidIsAfterAllThatWereGiven(String next, String uid, long expected) {
        var line = uid.isEmpty() ? "" : uid + " :a\n";
        assertEquals(expected, parse("3 V5 " + next + " G" + GUID + "\n" + line).nextUid());
    }

    @Test
    void unknownHeaderFieldsAreWrittenBackInOrder() {
        var text = "3 V5 N9 G" + GUID + " P%08Xu%08Xv Xabc\n8 G77.old P :a\n";
        assertEquals(text, new String(parse(text).octets(), StandardCharsets.ISO_8859_1));
    }

    @Test
    void fieldsAreFoundByTheirKey() {
        var entry = new Entry(1, "S23 W26 G1.x P", "a");
        assertEquals(Optional.of("23"), entry.field('S'));
        assertEquals(Optional.of("1.x"), entry.field('G'));
        assertEquals(Optional.of(""), entry.field('P'));
        assertEquals(Optional.empty(), entry.field('O'));
        assertEquals(Optional.empty(), new Entry(1, "a").field('S'));
    }

    @Test
    void readsVersionOne() {
        var list = parse("1 1795292409 8\n3 111.a:2,S\n7 222.b\n");
        assertEquals(List.of(new Entry(3, "111.a"), new Entry(7, "222.b")), list.entries());
        assertEquals(8, list.nextUid());
        assertTrue(list.needsRewrite());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "3 V5 N9", // cut off
                "2 V5 N9\n",
                "3 N9\n",
                "3 V5\n",
                "3 V0 N9\n",
                "3 V5 N0\n",
                "3 V4294967296 N1\n",
                "3 V5 N4294967297\n",
                "3 Vx N9\n",
                "1 5\n",
                "1 x 9\n",
                "\0\0\0\n",
            })
    void withoutAHeaderThereIsNoList(String file) {
        assertEquals(Optional.empty(), UidList.parse(file.getBytes(StandardCharsets.ISO_8859_1)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2 :b\n2 :c\n", // UID twice
                "2 :b\n1 :c\n", // not ascending
                "0 :c\n2 :b\n",
                "2 :b\n4294967295 :c\n",
                "2 :b\n99999999999 :c\n",
                "2 :b\nx :c\n",
                "2 :b\n3 c\n",
                "2 :b\n3\n",
                "2 :b\n3 :\n",
                "2 :b\n3 :x/c\n",
                "2 :b\n\n",
                "2 :b\n3 :cut-off",
                "1 :b\n2 :b\n", // the later line wins
            })
    void linesThatMakeNoSenseAreSkippedAndTheRestKept(String lines) {
        var list = parse(HEADER + lines);
        assertEquals(List.of(new Entry(2, "b")), list.entries());
        assertTrue(list.needsRewrite());
        assertFalse(UidList.parse(list.octets()).orElseThrow().needsRewrite());
    }

    @Test
    void aMissingGuidWantsARewrite() {
        assertTrue(parse("3 V5 N9\n").needsRewrite());
        assertTrue(parse("3 V5 N9 Gxyz\n").needsRewrite());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, false",
        "4, 4, false",
        "4, 3, true",
        "5, 4, false",
        "100, 76, false",
        "100, 75, true",
        "9, 0, true"
    })
    void compactionWaitsForAQuarterOfDeadLines(int lines, int messages, boolean wanted) {
        assertEquals(wanted, UidList.wantsCompaction(lines, messages));
    }

    @Property(tries = 200)
    void whatIsWrittenIsRead(@ForAll @Size(max = 20) List<@IntRange(min = 1, max = 1000) Integer> steps) {
        var entries = new ArrayList<Entry>();
        long uid = 0;
        for (int step : steps) {
            uid += step;
            entries.add(new Entry(uid, step % 3 == 0 ? "S" + step : "", "b" + uid));
        }
        var list = new UidList(new UidList.Header(7, uid + 1, GUID, List.of("Pa")), entries, entries.size(), false);
        assertEquals(Optional.of(list), UidList.parse(list.octets()));
    }

    private static UidList parse(String file) {
        return UidList.parse(file.getBytes(StandardCharsets.ISO_8859_1)).orElseThrow();
    }
}
