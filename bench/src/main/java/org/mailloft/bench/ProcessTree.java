package org.mailloft.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A server's processes as the operating system accounts for them. Linux only. */
final class ProcessTree {

    private static final long TICKS_PER_SECOND = 100;

    private final ProcessHandle root;

    ProcessTree(ProcessHandle root) {
        this.root = root;
    }

    /** Proportional set size of all processes, in KiB: shared pages are counted once over all. */
    long pssKib() {
        return pids().stream().mapToLong(ProcessTree::pssKib).sum();
    }

    /** CPU time used so far by the processes that live now and their ended children, in milliseconds. */
    long cpuMillis() {
        return pids().stream().mapToLong(ProcessTree::cpuTicks).sum() * 1000 / TICKS_PER_SECOND;
    }

    private List<Long> pids() {
        return Stream.concat(Stream.of(root), root.descendants())
                .map(ProcessHandle::pid)
                .toList();
    }

    private static long pssKib(long pid) {
        try (var lines = Files.lines(Path.of("/proc/" + pid + "/smaps_rollup"))) {
            return lines.filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        } catch (IOException | java.io.UncheckedIOException e) {
            return 0; // the process has just ended
        }
    }

    private static long cpuTicks(long pid) {
        try {
            var stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            long ticks = 0;
            for (int field = 11; field <= 14; field++) { // utime stime cutime cstime
                ticks += Long.parseLong(fields[field]);
            }
            return ticks;
        } catch (IOException e) {
            return 0; // the process has just ended
        }
    }
}
