package org.mailloft.installation;

import java.time.Duration;
import java.util.Optional;

/** Waits for what comes by itself, within a bound. */
final class Patience {

    private static final Duration STEP = Duration.ofMillis(100);

    /** A question; empty as long as there is no answer. */
    @FunctionalInterface
    interface Question<T> {
        Optional<T> ask() throws Exception;
    }

    /** A question for yes or no. */
    @FunctionalInterface
    interface Condition {
        boolean holds() throws Exception;
    }

    private Patience() {}

    /**
     * Asks until there is an answer.
     *
     * @param what is waited for, in words for the failure
     */
    static <T> T until(Duration patience, String what, Question<T> question) throws InterruptedException {
        var end = System.nanoTime() + patience.toNanos();
        while (true) {
            Optional<T> answer;
            try {
                answer = question.ask();
            } catch (InterruptedException interrupted) {
                throw interrupted;
            } catch (Exception failed) {
                throw new AssertionError("while waiting for " + what, failed);
            }
            if (answer.isPresent()) {
                return answer.get();
            }
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + patience.toSeconds() + " s: " + what);
            }
            Thread.sleep(STEP);
        }
    }

    static void untilTrue(Duration patience, String what, Condition condition) throws InterruptedException {
        until(patience, what, () -> condition.holds() ? Optional.of(true) : Optional.empty());
    }
}
