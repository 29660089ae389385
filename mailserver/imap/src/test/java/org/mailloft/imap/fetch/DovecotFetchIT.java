package org.mailloft.imap.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.mailloft.storage.Flags;
import org.mailloft.testkit.FakeClock;

/** The same messages, fetched from the real Dovecot and from us: the same octets. */
class DovecotFetchIT {

    private static final List<Corpus> CORPUS = Corpus.all();

    /** Where the RFC wins, or where more can be made of a broken message. */
    private static final Set<String> DIFFERENCES = Corpus.differences();

    private static final Pattern TAGGED = Pattern.compile("(?m)^t(\\d+) (\\w+) .*\r\n");

    private static RealImap dovecot;
    private static OurImap ours;

    @BeforeAll
    static void deliverCorpus() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(RealImap.PROGRAM), "dovecot-imapd is not installed");
        dovecot = new RealImap();
        ours = new OurImap(new FakeClock());
        for (int i = 0; i < CORPUS.size(); i++) {
            dovecot.deliver("m" + i, i, CORPUS.get(i).message());
            ours.deliver("m" + i, CORPUS.get(i).message(), Flags.NONE, Instant.EPOCH);
        }
    }

    @AfterAll
    static void stop() throws Exception {
        if (dovecot != null) {
            dovecot.close();
        }
    }

    /** Items that are asked for together, so that a difference names what it is about. */
    private static final List<String> REQUESTS = List.of(
            "ENVELOPE",
            "BODYSTRUCTURE",
            "BODY RFC822.SIZE",
            "BODY[]",
            "BODY[HEADER]",
            "BODY[TEXT]",
            "RFC822 RFC822.HEADER RFC822.TEXT",
            "BODY[1] BODY[1.MIME]",
            "BODY[1.HEADER] BODY[1.TEXT]",
            "BODY[1.1] BODY[1.1.MIME]",
            "BODY[1.1.HEADER] BODY[1.1.1]",
            "BODY[2] BODY[2.MIME]",
            "BODY[3.HEADER] BODY[3.TEXT] BODY[3.1]",
            "BODY[99] BODY[1.99] BODY[1.1.1.1]",
            "BODY[HEADER.FIELDS (SUBJECT From x-none)]",
            "BODY[HEADER.FIELDS.NOT (subject)]",
            "BODY[1.HEADER.FIELDS (SUBJECT)] BODY[3.HEADER.FIELDS.NOT (X)]",
            "BODY[]<0.5> BODY[]<5.10> BODY[]<9999.10>",
            "BODY[HEADER]<2.4> BODY[TEXT]<1.2> BODY[1]<1.1>",
            "BODY[HEADER.FIELDS (SUBJECT)]<3.5>");

    @TestFactory
    List<DynamicTest> sameOctets() throws Exception {
        var tests = new ArrayList<DynamicTest>();
        for (var items : REQUESTS) {
            tests.addAll(compare(items));
        }
        return tests;
    }

    private static List<DynamicTest> compare(String items) throws Exception {
        var commands = new StringBuilder();
        for (int i = 0; i < CORPUS.size(); i++) {
            commands.append("s EXAMINE m").append(i).append("\r\n");
            commands.append("t%d FETCH 1 (%s)\r\n".formatted(i, items));
        }
        var theirs = replies(dovecot.talk(commands.toString()));
        var mine = replies(ours.talk(commands.toString()));
        return IntStream.range(0, CORPUS.size())
                .mapToObj(i -> {
                    var name = items + ": " + CORPUS.get(i).title();
                    return DynamicTest.dynamicTest(name, () -> {
                        if (DIFFERENCES.contains(name)) {
                            assertNotEquals(theirs.get(i), mine.get(i), name + " is no difference any more");
                        } else {
                            assertEquals(theirs.get(i), mine.get(i), name);
                        }
                    });
                })
                .toList();
    }

    /** What came between a SELECT and the tagged reply, by the number in the tag. */
    static Map<Integer, String> replies(String talk) {
        var replies = new HashMap<Integer, String>();
        var tagged = TAGGED.matcher(talk);
        int from = 0;
        while (tagged.find()) {
            String reply = talk.substring(from, tagged.start());
            int begin = reply.lastIndexOf("\r\ns OK ");
            int line = begin < 0 ? 0 : reply.indexOf("\r\n", begin + 2) + 2;
            replies.put(Integer.parseInt(tagged.group(1)), reply.substring(line) + tagged.group(2));
            from = tagged.end();
        }
        return replies;
    }
}
