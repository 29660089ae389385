package org.mailloft.imap.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailloft.net.MemoryConnection;
import org.mailloft.net.OctetInput;
import org.mailloft.storage.MailboxView;

class SequenceSetTest {

    private static SequenceSet set(String text) {
        var connection = new MemoryConnection();
        connection.client().send((text + " ").getBytes(StandardCharsets.US_ASCII));
        var limits = new ImapReader.Limits(1000, 1000, 1000);
        return new ImapReader(new OctetInput(connection, Duration.ofSeconds(1)), limits, () -> {}).sequenceSet();
    }

    private static String resolved(String text, boolean byUid, MailboxView view) {
        return set(text).resolve(view, byUid).uids(view).toString();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1         | 10
            *         | 50
            1:*       | 10,20,30,40,50
            *:4       | 40,50
            2,4:3,2   | 20,30,40
            5:1       | 10,20,30,40,50
            """)
    void numbersAreMessages(String text, String uids) {
        assertEquals(uids, resolved(text, false, new Uids(10, 20, 30, 40, 50)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"6", "1:6", "4294967295", "1,7"})
    void numbersBeyondTheLastAreWrong(String text) {
        assertThrows(BadSyntax.class, () -> resolved(text, false, new Uids(10, 20, 30, 40, 50)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            10          | 10
            11          | ''
            1:25        | 10,20
            25:1        | 10,20
            *           | 50
            559:*       | 50
            *:45        | 50
            1:4294967295| 10,20,30,40,50
            60:70       | ''
            12:18       | ''
            30,10,11    | 10,30
            """)
    void uidsThatDoNotExistAreLeftOut(String text, String uids) {
        assertEquals(uids, resolved(text, true, new Uids(10, 20, 30, 40, 50)));
    }

    @Test
    void inAnEmptyMailboxThereIsNothing() {
        assertEquals("", resolved("1:*", true, new Uids()));
        assertThrows(BadSyntax.class, () -> resolved("*", false, new Uids()));
        assertThrows(BadSyntax.class, () -> resolved("1:*", false, new Uids()));
    }

    @Test
    void indexesAreSortedAndJoined() {
        var set =
                new IndexSet.Builder().add(5, 9).add(0, 2).add(3, 3).add(8, 12).build();
        assertEquals(2, set.ranges());
        assertEquals(12, set.count());
        assertEquals(
                "true false true true false",
                Stream.of(0, 4, 5, 12, 13)
                        .map(set::contains)
                        .map(String::valueOf)
                        .reduce((a, b) -> a + " " + b)
                        .orElseThrow());
    }
}
