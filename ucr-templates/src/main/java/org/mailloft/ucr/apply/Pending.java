package org.mailloft.ucr.apply;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.mailloft.ucr.SmallFile;
import org.mailloft.ucr.Values;
import org.mailloft.ucr.check.Restarts;

/**
 * Restarts that are still to come: for each variable what the service runs with. A variable that is set back to that needs
 * none. After the machine was started anew all services know everything. Lines that are damaged are left out.
 */
final class Pending {

    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    private static final String WAS = "was ";

    private final State state;
    private final Disk disk;

    Pending(State state, Disk disk) {
        this.state = state;
        this.disk = disk;
    }

    /** By service, then by variable. */
    List<Outcome.PendingRestart> list(Values now) throws IOException {
        var variables = new TreeMap<String, List<String>>();
        for (var restart : read().values()) {
            if (!Restarts.isSeen(restart.key(), restart.was(), now)) {
                variables
                        .computeIfAbsent(restart.service(), service -> new ArrayList<>())
                        .add(restart.key());
            }
        }
        var pending = new ArrayList<Outcome.PendingRestart>();
        variables.forEach((service, keys) -> {
            keys.sort(null);
            pending.add(new Outcome.PendingRestart(service, List.copyOf(keys)));
        });
        return List.copyOf(pending);
    }

    /** Those that are known already keep the value they run with. */
    void add(List<Transaction.Restart> restarts) throws IOException {
        if (restarts.isEmpty()) {
            return;
        }
        var all = read();
        restarts.forEach(restart -> all.putIfAbsent(restart.service() + " " + restart.key(), restart));
        write(all.values());
    }

    /** The service was restarted. */
    void clear(String service) throws IOException {
        var all = read();
        if (all.values().removeIf(restart -> restart.service().equals(service))) {
            write(all.values());
        }
    }

    private void write(Collection<Transaction.Restart> restarts) throws IOException {
        var text = new StringBuilder("boot ").append(bootId()).append('\n');
        for (var restart : restarts) {
            text.append("restart ")
                    .append(restart.service())
                    .append(' ')
                    .append(restart.key())
                    .append('\n');
            restart.was().ifPresent(was -> text.append(WAS).append(was).append('\n'));
        }
        disk.replace(state.pending(), text.toString());
    }

    private Map<String, Transaction.Restart> read() throws IOException {
        var restarts = new LinkedHashMap<String, Transaction.Restart>();
        var text = SmallFile.read(state.pending());
        if (text.isEmpty()) {
            return restarts;
        }
        var lines = List.of(new String(text.get(), StandardCharsets.UTF_8).split("\n"));
        if (lines.isEmpty() || !lines.getFirst().equals("boot " + bootId())) {
            return restarts;
        }
        var last = "";
        for (var line : lines.subList(1, lines.size())) {
            var words = line.split(" ", 3);
            if (words[0].equals("restart") && words.length == 3) {
                last = words[1] + " " + words[2];
                restarts.put(last, new Transaction.Restart(words[1], words[2], Optional.empty()));
            } else if (line.startsWith(WAS)) {
                var was = Optional.of(line.substring(WAS.length()));
                restarts.computeIfPresent(
                        last, (id, restart) -> new Transaction.Restart(restart.service(), restart.key(), was));
            }
        }
        return restarts;
    }

    private static String bootId() throws IOException {
        return (Files.isReadable(BOOT_ID) ? SmallFile.read(BOOT_ID) : Optional.<byte[]>empty())
                .map(octets -> new String(octets, StandardCharsets.UTF_8).strip())
                .orElse("unknown");
    }
}
