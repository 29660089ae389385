package org.mailloft.storage.acl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.mailloft.storage.SideFile;
import org.mailloft.storage.memory.MemoryFile;

class CachedFileTest {

    private final SlowFile file = new SlowFile(new MemoryFile(Clock.systemUTC()));
    private final CachedFile<String> cached =
            new CachedFile<>(file, octets -> new String(octets, StandardCharsets.UTF_8), "", Duration.ofHours(1));

    /** A file that others change while it is read. */
    private static final class SlowFile implements SideFile {

        private final SideFile inner;
        private Runnable meanwhile = () -> {};

        SlowFile(SideFile inner) {
            this.inner = inner;
        }

        @Override
        public Object place() {
            return inner.place();
        }

        @Override
        public Optional<Object> stamp() {
            return inner.stamp();
        }

        @Override
        public Instant modified() {
            return inner.modified();
        }

        @Override
        public Optional<byte[]> read() {
            var octets = inner.read();
            var once = meanwhile;
            meanwhile = () -> {};
            once.run();
            return octets;
        }

        @Override
        public void update(UnaryOperator<byte[]> change) {
            inner.update(change);
        }
    }

    @Test
    void whatChangedWhileItWasReadIsReadAgain() {
        change("before");
        file.meanwhile = () -> change("after");
        cached.content();
        assertEquals(Optional.of("after"), cached.content());
    }

    private void change(String text) {
        cached.update(_ -> text.getBytes(StandardCharsets.UTF_8));
    }
}
