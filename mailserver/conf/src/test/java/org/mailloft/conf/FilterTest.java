package org.mailloft.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterTest {
    /** {@code protocol localName local remote}, a dash for nothing. */
    private static Filter filter(String text) {
        String[] parts = text.split(" +");
        Filter filter = parts[0].equals("-") ? Filter.ANY : Filter.protocol(parts[0]);
        filter = parts[1].equals("-") ? filter : filter.withLocalName(parts[1].replace('+', ' '));
        filter = parts[2].equals("-") ? filter : filter.withLocal(network(parts[2]));
        return parts[3].equals("-") ? filter : filter.withRemote(network(parts[3]));
    }

    private static Network network(String text) {
        return Network.parse(text, _ -> Optional.empty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            - - - -                      | imap a.b 1.1.1.1 2.2.2.2    | true
            imap - - -                   | imap - - -                  | true
            imap - - -                   | pop3 - - -                  | false
            imap - - -                   | - - - -                     | false
            !imap - - -                  | pop3 - - -                  | true
            !imap - - -                  | imap - - -                  | false
            !imap - - -                  | - - - -                     | false
            - a.b - -                    | - A.B - -                   | true
            - a.b - -                    | - a.b.c - -                 | false
            - a.b+c.d - -                | - c.d - -                   | true
            - *.b - -                    | - x.b - -                   | true
            - *.b - -                    | - b - -                     | false
            - *.b - -                    | - x.y.b - -                 | false
            - a.b - -                    | - - - -                     | false
            - - 10.0.0.0/8 -             | - - 10.1.1.1 -              | true
            - - 10.0.0.0/8 -             | - - 11.1.1.1 -              | false
            - - 10.0.0.0/8 -             | - - - -                     | false
            - - - ::/0                   | - - - ::1                   | true
            imap - 10.0.0.0/8 1.2.3.4    | imap x 10.9.9.9 1.2.3.4     | true
            imap - 10.0.0.0/8 1.2.3.4    | imap x 10.9.9.9 1.2.3.5     | false
            """)
    void matches(String block, String question, boolean expected) {
        assertEquals(expected, filter(block).matches(filter(question)));
    }

    @Test
    void theMostSpecificComesFirst() {
        List<String> ordered = List.of(
                "- a.b 10.0.0.0/8 -",
                "- a.b - -",
                "- - 10.1.0.0/16 -",
                "- - 10.0.0.0/8 1.2.3.4",
                "imap - 10.0.0.0/8 -",
                "- - 10.0.0.0/8 -",
                "- - - 1.2.3.4",
                "imap - - -",
                "- - - -");
        List<Filter> sorted = new ArrayList<>(
                ordered.reversed().stream().map(FilterTest::filter).toList());
        sorted.sort(Filter::compareSpecificity);
        assertEquals(ordered.stream().map(FilterTest::filter).collect(Collectors.toList()), sorted);
    }

    @Test
    void addressesOfAConnectionAreWholeAddresses() {
        Filter question = Filter.ANY.withRemote(InetAddress.ofLiteral("2001:db8::1"));
        assertEquals(128, question.remote().orElseThrow().bits());
    }
}
