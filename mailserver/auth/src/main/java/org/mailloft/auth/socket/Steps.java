package org.mailloft.auth.socket;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.mailloft.auth.SaslExchange;
import org.mailloft.auth.SaslExchange.Step;
import org.mailloft.auth.Verdict;
import org.mailloft.net.SessionLog;

/**
 * Steps of exchanges that run at the same time: a refused one must not keep the others of its connection waiting for the
 * failure delay. {@link #begin} and the two that take answers belong to the session's thread.
 */
final class Steps {

    /** So many at a time; a client that wants more is not read until one has ended. */
    private static final int MAX_RUNNING = 128;

    /** What a step of the exchange {@code id} has led to. */
    record Answer(long id, SaslExchange<Verdict> exchange, Step<Verdict> step) {}

    private final Runnable news;
    private final SessionLog log;
    private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>(MAX_RUNNING);
    private int running;

    /** @param news called, by any thread, when there is an answer */
    Steps(Runnable news, SessionLog log) {
        this.news = news;
        this.log = log;
    }

    boolean isFull() {
        return running == MAX_RUNNING;
    }

    /** @param response decoded octets from the client; null when there is no initial response */
    void begin(long id, SaslExchange<Verdict> exchange, byte[] response) {
        running++;
        Thread.ofVirtual().name("auth-client").start(() -> {
            answers.add(new Answer(id, exchange, step(exchange, response)));
            news.run();
        });
    }

    private Step<Verdict> step(SaslExchange<Verdict> exchange, byte[] response) {
        try {
            return exchange.next(response);
        } catch (RuntimeException | Error broken) {
            log.error("A password could not be checked", broken);
            return new Step.Done<>(new Verdict.Unavailable(Optional.empty()));
        }
    }

    /** An answer, if there is one. */
    Optional<Answer> poll() {
        var answer = Optional.ofNullable(answers.poll());
        answer.ifPresent(_ -> running--);
        return answer;
    }

    /** Waits for an answer. */
    Answer take() throws InterruptedException {
        var answer = answers.take();
        running--;
        return answer;
    }
}
