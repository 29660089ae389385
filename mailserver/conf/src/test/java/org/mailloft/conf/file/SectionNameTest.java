package org.mailloft.conf.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import org.junit.jupiter.api.Test;

class SectionNameTest {

    @Test
    void whatHasAMeaningInAPathIsEscaped() {
        assertEquals("a\\sb\\_c\\ed\\+e\\\\s!", SectionName.escape("a/b c=d,e\\s!"));
        assertEquals("a\\b\\", SectionName.unescape("a\\b\\"));
    }

    @Property
    void eachNameIsReadBack(@ForAll @CharRange(from = ' ', to = '~') String name) {
        assertEquals(name, SectionName.unescape(SectionName.escape(name)));
    }
}
