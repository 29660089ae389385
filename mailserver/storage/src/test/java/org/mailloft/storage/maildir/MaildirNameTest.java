package org.mailloft.storage.maildir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailloft.storage.Flags;
import org.mailloft.storage.SystemFlag;

class MaildirNameTest {

    record Row(String fileName, String base, String flags, int keywords, long s, long w) {}

    static Stream<Row> names() {
        return Stream.of(
                new Row("1.M2P3.vm,S=54,W=60:2,FSabc", "1.M2P3.vm,S=54,W=60", "FS", 0b111, 54, 60),
                new Row("1.M2P3.vm,S=54,W=60", "1.M2P3.vm,S=54,W=60", "", 0, 54, 60),
                new Row("1.M2P3.vm,W=60,S=54:2,", "1.M2P3.vm,W=60,S=54", "", 0, 54, 60),
                new Row("1111.foo.bar:2,DFRSTz", "1111.foo.bar", "DFRST", 1 << 25, -1, -1),
                new Row("1.x:2,PSa,abcT", "1.x", "S", 1, -1, -1),
                new Row("1.x:1,S", "1.x", "", 0, -1, -1),
                new Row("1.x:2", "1.x", "", 0, -1, -1),
                new Row("1.x:S", "1.x", "", 0, -1, -1),
                new Row(":2,S", "", "S", 0, -1, -1),
                new Row("1.x:2,S:2,F", "1.x", "S", 0, -1, -1),
                new Row("1.x,S=:2,", "1.x,S=", "", 0, -1, -1),
                new Row("1.x,S=12x,W=9", "1.x,S=12x,W=9", "", 0, -1, 9),
                new Row("1.x,S=99999999999999999999", "1.x,S=99999999999999999999", "", 0, -1, -1),
                new Row("1.x,S=-5", "1.x,S=-5", "", 0, -1, -1));
    }

    @ParameterizedTest
    @MethodSource("names")
    void readsWhatANameSays(Row row) {
        var name = MaildirName.parse(row.fileName);
        assertEquals(row.base, name.base());
        assertEquals(bits(row.flags), name.systemBits());
        assertEquals(row.keywords, name.keywordBits());
        assertEquals(row.s, name.physicalSize());
        assertEquals(row.w, name.virtualSize());
        assertEquals(row.fileName, name.fileName());
        assertEquals(row.base, MaildirName.baseOf(row.fileName));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            emptyValue = "",
            value = {
                "1.x       | S     | 0 | 1.x:2,S",
                "1.x       | ''    | 0 | 1.x:2,",
                "1.x:2,    | TSRFD | 5 | 1.x:2,DFRSTac",
                "1.x:2,FSa | ''    | 0 | 1.x:2,",
                "1.x:2,P   | S     | 1 | 1.x:2,PSa",
                "1.x:2,FPS | FT    | 0 | 1.x:2,FPT",
                "1.x:2,S,xyz | F   | 2 | 1.x:2,Fb,xyz",
                "1.x:1,old | S     | 0 | 1.x:2,S",
                "1.x:2,S=  | ''    | 0 | 1.x:2,=",
                "1.x:2,ZA  | S     | 0 | 1.x:2,SZA",
            })
    void changesOnlyTheLettersItKnows(String before, String flags, int keywords, String after) {
        assertEquals(
                after,
                MaildirName.parse(before).withFlags(bits(flags), keywords).fileName());
    }

    @Test
    void correctedSizesReplaceAllOthers() {
        assertEquals(
                "1.M2P3.vm,S=5,W=7:2,S",
                MaildirName.parse("1.M2P3.vm,S=54,W=60:2,S").withSizes(5, 7).fileName());
        assertEquals(
                "1111.foo,S=5,W=7",
                MaildirName.parse("1111.foo").withSizes(5, 7).fileName());
    }

    @Property
    void flagsSetAreFlagsRead(
            @ForAll @IntRange(max = 31) int system, @ForAll @IntRange(max = (1 << 26) - 1) int keywords) {
        var name = MaildirName.parse("1.x,S=1:2,PTb,q").withFlags(system, keywords);
        assertEquals(system, name.systemBits());
        assertEquals(keywords, name.keywordBits());
        assertEquals(name, MaildirName.parse(name.fileName()));
        assertTrue(name.info().contains("P") && name.info().endsWith(",q"));
    }

    @Test
    void uniqueNamesGrowThoughTheClockStands() {
        var names =
                new UniqueNames(Clock.fixed(Instant.ofEpochSecond(1795292495, 280298_000), ZoneOffset.UTC), 7, "vm");
        assertEquals("1795292495.M280298P7.vm", names.next());
        assertEquals("1795292495.M280299P7.vm", names.next());
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            assertTrue(seen.add(names.next()));
        }
    }

    @Test
    void hostNameCannotBreakAFileName() {
        var names = new UniqueNames(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), 7, "a/b:c");
        assertEquals("0.M1P7.a\\057b\\072c", names.next());
    }

    private static long bits(String letters) {
        return Stream.of(SystemFlag.values())
                .filter(flag -> letters.indexOf(flag.maildirLetter()) >= 0)
                .mapToLong(flag -> Flags.of(flag).systemBits())
                .sum();
    }
}
