package org.mailloft.firewall.table;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Our one table, {@code inet mailloft}. A file replaces it in one transaction of the kernel: there is no packet that sees
 * none of the rules, or half of them. No table of others is touched.
 *
 * <p>Which file is loaded is noted below {@code /run}; a table is only replaced where the firewall was started, so that a
 * change of the registry does not filter packets behind somebody's back.
 */
public final class Table {

    private static final String NAME = "inet mailloft";
    /** Deleting what is not there would be an error. */
    private static final String REMOVE = "table " + NAME + "\ndelete table " + NAME + "\n";

    private final Path file;
    private final Path lastGood;
    private final Path note;

    /** @param root of the file system; the packet filter is that of the network that this process is in */
    public Table(Path root) {
        this.file = root.resolve("etc/mailloft/firewall.nft");
        this.lastGood = root.resolve("var/lib/mailloft/firewall/last-good.nft");
        this.note = root.resolve("run/mailloft-firewall/loaded");
    }

    /** What there is to say about it. */
    public sealed interface State {

        record NotStarted() implements State {}

        /** As it was loaded, from the file as it is. */
        record Good() implements State {}

        /** Loaded once, and not like that any more. */
        record Changed(String how) implements State {}
    }

    /** What loading comes to. */
    public sealed interface Loading {

        record Done() implements Loading {}

        /** The file cannot be loaded; what could be the last time was. */
        record LastGood(String why) implements Loading {}

        /** Nothing has changed. */
        record Refused(String why) implements Loading {}
    }

    /** Loads the file. If the kernel does not take it, what it took the last time. */
    public Loading start() throws IOException {
        Files.createDirectories(note.getParent());
        try (var _ = lock()) {
            return switch (load(file)) {
                case Loading.Refused(var why)
                when Files.exists(lastGood) ->
                    load(lastGood) instanceof Loading.Done ? new Loading.LastGood(why) : new Loading.Refused(why);
                case Loading loading -> loading;
            };
        }
    }

    /** Loads the file if the firewall was started; empty if it was not. */
    public Optional<Loading> reload() throws IOException {
        if (!Files.exists(note)) {
            return Optional.empty();
        }
        try (var _ = lock()) {
            return Optional.of(load(file));
        }
    }

    /** Takes the table away; what no other table refuses comes in then. */
    public Loading stop() throws IOException {
        Files.createDirectories(note.getParent());
        try (var _ = lock()) {
            var answer = Nft.run(REMOVE, "-f", "-");
            if (!answer.isGood()) {
                return new Loading.Refused(answer.output());
            }
            Files.deleteIfExists(note);
            return new Loading.Done();
        }
    }

    public State state() throws IOException {
        List<String> noted;
        try {
            noted = Files.readAllLines(note);
        } catch (NoSuchFileException e) {
            return new State.NotStarted();
        }
        if (!noted.getLast().equals(digest(listing()))) {
            return new State.Changed("somebody else has changed or removed the table");
        }
        return Files.exists(file) && noted.getFirst().equals(digest(Files.readString(file)))
                ? new State.Good()
                : new State.Changed("the file " + file + " is not the one that was loaded");
    }

    /** What nftables has to say against the file; nothing is loaded. */
    public Optional<String> refusal() throws IOException {
        if (!Files.exists(file)) {
            return Optional.of(missing(file));
        }
        var answer = Nft.run("", "-c", "-f", file.toString());
        return answer.isGood() ? Optional.empty() : Optional.of(answer.output());
    }

    private Loading load(Path rules) throws IOException {
        if (!Files.exists(rules)) {
            return new Loading.Refused(missing(rules));
        }
        var text = Files.readString(rules);
        var answer = Nft.run(text, "-f", "-");
        if (!answer.isGood()) {
            return new Loading.Refused(answer.output());
        }
        replace(note, digest(text) + "\n" + digest(listing()) + "\n");
        if (!Files.exists(lastGood) || !Files.readString(lastGood).equals(text)) {
            Files.createDirectories(lastGood.getParent());
            replace(lastGood, text);
        }
        return new Loading.Done();
    }

    private static String missing(Path file) {
        return file + " does not exist; \"ucr commit\" makes it";
    }

    /** The table as the kernel has it, without names that a file of the host may give to numbers; empty when there is none. */
    private static String listing() throws IOException {
        var answer = Nft.run("", "-n", "-s", "list", "table", "inet", "mailloft");
        if (!answer.isGood() && answer.output().contains("not permitted")) {
            throw new IOException("only root may look at the packet filter");
        }
        return answer.isGood() ? answer.output() : "";
    }

    private FileChannel lock() throws IOException {
        var channel =
                FileChannel.open(note.resolveSibling("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        channel.lock(); // until the channel is closed
        return channel;
    }

    private static void replace(Path target, String text) throws IOException {
        var whole = target.resolveSibling(target.getFileName() + ".new");
        Files.writeString(whole, text);
        Files.move(whole, target, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String digest(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
