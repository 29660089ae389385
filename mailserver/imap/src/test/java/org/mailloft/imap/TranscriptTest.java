package org.mailloft.imap;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.mailloft.testkit.Transcript;

/** Every conversation in {@code src/test/transcripts/imap}, with our server over mail in memory. */
class TranscriptTest {

    @TestFactory
    Stream<DynamicTest> transcripts() {
        return Transcript.in(ImapStage.TRANSCRIPTS).stream()
                .map(transcript -> DynamicTest.dynamicTest(transcript.name(), () -> {
                    try (var stage = new MemoryStage()) {
                        transcript.play(stage);
                    }
                }));
    }
}
