package org.mailloft.listener.user;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mailloft.listener.state.Mailbox;

/** One thing to do in the mail server; doing it twice changes nothing. */
sealed interface Step {

    record FlushAuthCache(List<String> users) implements Step {}

    record Kick(String user) implements Step {}

    record CreateInbox(String user) implements Step {}

    /**
     * From what is done to what is wanted.
     *
     * <p>Who loses a mailbox is forgotten, thrown out and forgotten once more: a login that was on its way during the
     * first may have been remembered again. Who gets one is forgotten first: the server may remember that there is no
     * such user.
     */
    static List<Step> between(Optional<Mailbox> done, Optional<Mailbox> wanted) {
        var steps = new ArrayList<Step>();
        boolean sameAddress = done.map(Mailbox::address).equals(wanted.map(Mailbox::address));
        if (done.isPresent() && !sameAddress) {
            steps.add(flush(done.get()));
            steps.add(new Kick(done.get().address()));
            steps.add(flush(done.get()));
        }
        if (wanted.isPresent() && !wanted.equals(done)) {
            steps.add(sameAddress ? flush(done.get(), wanted.get()) : flush(wanted.get()));
            if (!sameAddress) {
                steps.add(new CreateInbox(wanted.get().address()));
            }
        }
        return List.copyOf(steps);
    }

    /** Every name that any of these states of a mailbox has: new ones may be remembered as unknown, old ones as known. */
    private static Step flush(Mailbox... states) {
        return new FlushAuthCache(Arrays.stream(states)
                .flatMap(mailbox -> Stream.concat(Stream.of(mailbox.address()), mailbox.names().stream()))
                .distinct()
                .toList());
    }
}
