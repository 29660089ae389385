package org.mailloft.ucr.apply;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.mailloft.ucr.Assignment;
import org.mailloft.ucr.Layer;

/** A process of its own that changes the registry, and that can be told to die at a step. */
final class Child {

    private static final int KILLED = 137;
    private static final long LIMIT_SECONDS = 120;

    private Child() {}

    /** {@code ROOT SHARE kill N set NAME} dies before the N-th step; {@code ROOT SHARE count KEY TIMES} sets KEY to 1, 2, ... */
    public static void main(String[] arguments) throws IOException {
        var words = List.of(arguments);
        var root = Path.of(words.get(0));
        var share = Path.of(words.get(1));
        switch (words.get(2)) {
            case "kill" -> killed(root, share, Integer.parseInt(words.get(3)), words.subList(4, words.size()));
            case "count" -> count(root, share, words.get(3), Integer.parseInt(words.get(4)));
            default -> throw new IllegalArgumentException(words.get(2));
        }
    }

    private static void killed(Path root, Path share, int step, List<String> words) throws IOException {
        var left = new int[] {step};
        Disk.Step die = (what, file) -> {
            if (--left[0] == 0) {
                Runtime.getRuntime().halt(KILLED);
            }
        };
        var applier = new Applier(root, share, Map.of(), die, Services.Limits.USUAL);
        var outcome = applier.change(
                Layer.NORMAL,
                List.of(new Assignment.Set("app/name", words.get(1)), new Assignment.Set("app/secret", words.get(1))),
                ChangeOptions.NONE);
        System.out.println(outcome);
    }

    private static void count(Path root, Path share, String key, int times) throws IOException {
        for (int n = 1; n <= times; n++) {
            var outcome = Applier.of(root, share)
                    .change(Layer.NORMAL, List.of(new Assignment.Set(key, "" + n)), ChangeOptions.NONE);
            if (!(outcome instanceof Outcome.Applied)) {
                throw new IllegalStateException(outcome.toString());
            }
        }
    }

    static Process start(SmallHost host, List<String> words) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                host.root.toString(),
                host.share.toString()));
        command.addAll(words);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(host.root
                        .resolve("../child-" + words.get(1).replace('/', '-') + ".log")
                        .toFile())
                .start();
    }

    /** @return whether it died where it was told to; false when it came to its end */
    static boolean isKilledAt(SmallHost host, int step, List<String> words) throws IOException, InterruptedException {
        var all = new ArrayList<>(List.of("kill", Integer.toString(step)));
        all.addAll(words);
        int status = end(start(host, all));
        if (status != 0 && status != KILLED) {
            throw new IllegalStateException("ended with " + status);
        }
        return status == KILLED;
    }

    static int end(Process process) throws InterruptedException {
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("a child hangs");
        }
        return process.exitValue();
    }
}
