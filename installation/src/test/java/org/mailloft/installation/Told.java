package org.mailloft.installation;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.TestAbortedException;

/** Prints a line for each chapter of the story while it is told, and what the system logged meanwhile if it went wrong. */
final class Told implements BeforeTestExecutionCallback, AfterTestExecutionCallback {

    /** Reads the log of the system. */
    @FunctionalInterface
    interface Log {
        String since(Instant begin) throws Exception;
    }

    private static final int LINES = 150;

    private final Log log;
    private Instant begin;

    Told(Log log) {
        this.log = log;
    }

    @Override
    public void beforeTestExecution(ExtensionContext chapter) {
        begin = Instant.now();
    }

    @Override
    public void afterTestExecution(ExtensionContext chapter) throws Exception {
        var thrown = chapter.getExecutionException();
        if (thrown.filter(TestAbortedException.class::isInstance).isPresent()) {
            return; // named as left out
        }
        var seconds = Duration.between(begin, Instant.now()).toMillis() / 1000.0;
        System.out.printf("%7.1f s  %s%s%n", seconds, chapter.getDisplayName(), thrown.isPresent() ? "  FAILED" : "");
        if (thrown.isPresent()) {
            var lines = log.since(begin).lines().toList();
            System.out.println("--- what the system logged meanwhile");
            lines.stream().skip(Math.max(0, lines.size() - LINES)).forEach(System.out::println);
            System.out.println("---");
        }
    }
}
