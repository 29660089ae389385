package org.mailloft.listener.user;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailloft.listener.state.Mailbox;

class StepTest {

    private static final Optional<Mailbox> NONE = Optional.empty();
    private static final Optional<Mailbox> ANNA = mailbox("anna@example.org", "1");

    @Test
    void aNewMailboxIsAskedForAgainAndMade() {
        assertEquals(
                List.of(flush("anna@example.org"), new Step.CreateInbox("anna@example.org")), Step.between(NONE, ANNA));
    }

    @Test
    void aLostMailboxIsForgottenBeforeAndAfterItsSessionsEnd() {
        assertEquals(
                List.of(flush("anna@example.org"), new Step.Kick("anna@example.org"), flush("anna@example.org")),
                Step.between(ANNA, NONE));
    }

    @Test
    void anotherAddressIsALossAndAGain() {
        assertEquals(
                List.of(
                        flush("anna@example.org"),
                        new Step.Kick("anna@example.org"),
                        flush("anna@example.org"),
                        flush("anne@example.org"),
                        new Step.CreateInbox("anne@example.org")),
                Step.between(ANNA, mailbox("anne@example.org", "2")));
    }

    @Test
    void anyOtherChangeIsOnlyForgotten() {
        assertEquals(List.of(flush("anna@example.org")), Step.between(ANNA, mailbox("anna@example.org", "2")));
    }

    @Test
    void oldAndNewNamesAreForgotten() {
        var before = Optional.of(new Mailbox("anna@example.org", List.of("anna", "old@example.org"), "", false, "1"));
        var after = Optional.of(new Mailbox("anna@example.org", List.of("anna", "new@example.org"), "", false, "2"));
        assertEquals(
                List.of(new Step.FlushAuthCache(
                        List.of("anna@example.org", "anna", "old@example.org", "new@example.org"))),
                Step.between(before, after));
        assertEquals(
                new Step.FlushAuthCache(List.of("anna@example.org", "anna", "old@example.org")),
                Step.between(before, NONE).getFirst());
    }

    @Test
    void noChangeIsNothingToDo() {
        assertEquals(List.of(), Step.between(ANNA, ANNA));
        assertEquals(List.of(), Step.between(NONE, NONE));
    }

    private static Step flush(String address) {
        return new Step.FlushAuthCache(List.of(address, "anna"));
    }

    private static Optional<Mailbox> mailbox(String address, String revision) {
        return Optional.of(new Mailbox(address, List.of("anna"), "", false, revision));
    }
}
