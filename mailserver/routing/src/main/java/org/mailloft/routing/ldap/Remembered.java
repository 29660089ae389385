package org.mailloft.routing.ldap;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Answers that may be used again for a moment. What was being asked while everything was forgotten is not kept: it may be
 * from before. Any thread.
 */
final class Remembered<T> {

    private static final int MAX_ANSWERS = 10_000;

    private final Function<T, Duration> believed;
    private final InstantSource clock;
    private final Map<String, Known<T>> known = new ConcurrentHashMap<>();
    private final AtomicLong age = new AtomicLong();

    private record Known<T>(T answer, Instant until) {}

    /** @param believed how long an answer may be used */
    Remembered(Function<T, Duration> believed, InstantSource clock) {
        this.believed = believed;
        this.clock = clock;
    }

    /** The answer to a question, asked now when it is not known. Several threads may ask the same at once. */
    T get(String question, Supplier<T> ask) {
        var now = clock.instant();
        var last = known.get(question);
        if (last != null && now.isBefore(last.until)) {
            return last.answer;
        }
        long before = age.get();
        var answer = ask.get();
        if (known.size() >= MAX_ANSWERS) {
            known.clear();
        }
        known.put(question, new Known<>(answer, now.plus(believed.apply(answer))));
        if (age.get() != before) {
            known.remove(question);
        }
        return answer;
    }

    void forget(String question) {
        age.incrementAndGet();
        known.remove(question);
    }

    void clear() {
        age.incrementAndGet();
        known.clear();
    }
}
