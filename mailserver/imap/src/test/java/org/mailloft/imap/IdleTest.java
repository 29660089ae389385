package org.mailloft.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailloft.net.MemoryConnection;

class IdleTest {

    @Test
    void aClientThatOnlyListensGetsSignsOfLife() {
        try (var stage = new MemoryStage()) {
            var waits = new ArrayList<Duration>();
            var connection = new SilentConnection(new MemoryConnection());
            connection.client().send("a LOGIN anna@example.org secret\r\nb SELECT INBOX\r\nc IDLE\r\n");
            connection.onSilence(waited -> {
                waits.add(waited);
                stage.clock.advance(waited);
                if (waits.size() == 9) {
                    connection.client().send("DONE\r\nd LOGOUT\r\n");
                }
            });
            stage.service.serve(connection);
            var replies = connection.client().received();
            var idle = replies.substring(replies.indexOf("+ idling"));
            assertEquals(
                    List.of(
                            "+ idling",
                            "* OK Still here",
                            "* OK Still here",
                            "c OK Idle completed (270.000 + 0.000 secs)."),
                    idle.lines().limit(4).toList());
            assertEquals(Duration.ofSeconds(30), waits.getFirst());
        }
    }
}
