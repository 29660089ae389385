package org.mailloft.installation;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.mailloft.testing.Program;

/**
 * A folder with a freshly bootstrapped Debian 12 that finds our packages, and all that they need, in a repository inside of
 * itself: the system that runs from it needs no network.
 *
 * <p>What comes from Debian's mirror ({@code MAILLOFT_MIRROR} names another one) is kept in a cache for a week.
 */
final class CleanDebian {

    private static final String MIRROR =
            System.getenv().getOrDefault("MAILLOFT_MIRROR", "http://deb.debian.org/debian");

    /** Beyond the smallest system: init, what its units ask for, and what configures a network. */
    private static final String BEYOND_MINIMAL = "systemd-sysv,dbus,iproute2,ca-certificates";

    private static final Duration KEPT = Duration.ofDays(7);

    private static final Duration DOWNLOAD = Duration.ofMinutes(5);

    /** Where the system has its repository. */
    private static final String REPOSITORY = "/srv/packages";

    private final Path cache;

    CleanDebian(Path cache) {
        this.cache = cache;
    }

    /**
     * Makes the system.
     *
     * @param root the folder, which must not exist yet
     * @param packages ours
     * @param wanted the names of those that will be installed
     */
    void unpack(Path root, List<Path> packages, String wanted) throws IOException {
        must(Duration.ofMinutes(2), "cp", "-a", base().toString(), root.toString());
        offer(root, packages);
        download(root, wanted);
        Files.writeString(root.resolve("etc/apt/sources.list"), "deb [trusted=yes] file:" + REPOSITORY + " ./\n");
        must(Duration.ofMinutes(1), "chroot", root.toString(), "apt-get", "-q", "update");
        Files.writeString(root.resolve("etc/resolv.conf"), "");
    }

    /** Puts packages into the repository of a system, beside those it has. The system notices with its next update. */
    static void offer(Path root, List<Path> packages) throws IOException {
        var repository = Files.createDirectories(root.resolve("." + REPOSITORY).normalize());
        for (var file : packages) {
            link(file, repository.resolve(file.getFileName()));
        }
        var index = must(
                Duration.ofMinutes(2), "sh", "-c", "cd \"$0\" && apt-ftparchive packages .", repository.toString());
        Files.writeString(repository.resolve("Packages"), index);
    }

    private Path base() throws IOException {
        var base = cache.resolve("base");
        var made = cache.resolve("base.made");
        if (Files.exists(made)
                && Files.getLastModifiedTime(made)
                        .toInstant()
                        .isAfter(Instant.now().minus(KEPT))) {
            return base;
        }
        Files.createDirectories(cache);
        Files.deleteIfExists(made);
        remove(base);
        remove(archives());
        must(
                DOWNLOAD,
                "debootstrap",
                "--variant=minbase",
                "--include=" + BEYOND_MINIMAL,
                "bookworm",
                base.toString(),
                MIRROR);
        // What a power failure would lose is not asked here, and without syncs dpkg takes half the time.
        Files.writeString(base.resolve("etc/dpkg/dpkg.cfg.d/no-sync"), "force-unsafe-io\n");
        must(DOWNLOAD, "chroot", base.toString(), "apt-get", "-q", "update");
        Files.createFile(made);
        return base;
    }

    private Path archives() {
        return cache.resolve("archives");
    }

    /** Fetches what the wanted packages need, on the network of this machine, and moves it to the repository. */
    private void download(Path root, String wanted) throws IOException {
        var incoming = root.resolve("var/cache/apt/archives");
        for (var file : debs(Files.createDirectories(archives()))) {
            link(file, incoming.resolve(file.getFileName()));
        }
        var sources = root.resolve("etc/apt/sources.list");
        Files.writeString(sources, Files.readString(sources) + "deb [trusted=yes] file:" + REPOSITORY + " ./\n");
        must(
                DOWNLOAD,
                "chroot",
                root.toString(),
                "sh",
                "-c",
                "apt-get -q update && apt-get -q -y --download-only install " + wanted);
        var fetched = debs(incoming);
        for (var file : fetched) {
            link(file, archives().resolve(file.getFileName()));
        }
        offer(root, fetched);
        for (var file : fetched) {
            Files.delete(file);
        }
    }

    private static String must(Duration patience, String... command) throws IOException {
        return Program.run(patience, command).orFail();
    }

    /** Removes a system, but nothing that is mounted in it. */
    static void remove(Path root) throws IOException {
        must(Duration.ofMinutes(1), "rm", "-rf", "--one-file-system", root.toString());
    }

    private static List<Path> debs(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".deb")).toList();
        }
    }

    private static void link(Path from, Path to) throws IOException {
        try {
            Files.createLink(to, from.toRealPath());
        } catch (FileAlreadyExistsException _) {
            // the same version of the same package
        } catch (UnsupportedOperationException | IOException _) {
            Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
