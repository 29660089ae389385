package org.mailloft.listener.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.mailloft.listener.Listener;
import org.mailloft.listener.control.DoveadmControl;

/** {@code mailloft-listener run|status FILE}: the listener as a program of its own. */
public final class ListenerMain {

    private static final int EX_USAGE = 64;
    private static final int EX_UNAVAILABLE = 69;
    private static final int EX_CONFIG = 78;

    private ListenerMain() {}

    public static void main(String[] arguments) {
        int code = run(arguments, System.out, System.err);
        if (code != 0) {
            System.exit(code);
        }
    }

    static int run(String[] arguments, PrintStream out, PrintStream err) {
        if (arguments.length != 2) {
            return usage(err);
        }
        try {
            ListenerFile file = ListenerFile.read(Path.of(arguments[1]));
            return switch (arguments[0]) {
                case "run" -> listen(file, out);
                case "status" -> status(file, out, err);
                default -> usage(err);
            };
        } catch (IllegalArgumentException wrong) {
            err.println("mailloft-listener: " + wrong.getMessage());
            return EX_CONFIG;
        } catch (IOException | UncheckedIOException failure) {
            err.println("mailloft-listener: " + failure.getMessage());
            return EX_UNAVAILABLE;
        }
    }

    /** Until the process is told to end. */
    private static int listen(ListenerFile file, PrintStream out) {
        var ended = new CountDownLatch(1);
        try (var listener = Listener.start(file.settings(), DoveadmControl.over(file.mailServerSocket()));
                var _ = StatusFile.start(file.settings().stateFolder(), listener)) {
            var main = Thread.currentThread();
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
                ended.countDown();
                awaitEnd(main);
            }));
            out.println("ready");
            ended.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }

    private static int status(ListenerFile file, PrintStream out, PrintStream err) throws IOException {
        try {
            out.print(StatusFile.read(file.settings().stateFolder()));
            return 0;
        } catch (NoSuchFileException _) {
            err.println("mailloft-listener: not running");
            return EX_UNAVAILABLE;
        }
    }

    private static int usage(PrintStream err) {
        err.println("Usage: mailloft-listener run|status FILE");
        return EX_USAGE;
    }

    private static void awaitEnd(Thread main) {
        try {
            main.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
