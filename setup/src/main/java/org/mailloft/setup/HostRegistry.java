package org.mailloft.setup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mailloft.setup.host.SetupFailure;
import org.mailloft.ucr.Assignment;
import org.mailloft.ucr.Change;
import org.mailloft.ucr.Registry;
import org.mailloft.ucr.ShareFolder;
import org.mailloft.ucr.Values;
import org.mailloft.ucr.apply.Applier;
import org.mailloft.ucr.apply.Outcome;

/** The registry of this host. What the setup writes is what no administrator chose, so {@code ucr undo} leaves it. */
final class HostRegistry {

    private final Path root;

    HostRegistry() {
        this(Path.of("/"));
    }

    /** @param root of the file system that the registry belongs to */
    HostRegistry(Path root) {
        this.root = root;
    }

    Path root() {
        return root;
    }

    /** The value of a variable, empty when it is unset or empty. */
    Optional<String> get(String key) {
        return values().get(key).filter(value -> !value.isBlank());
    }

    /** As templates read it: {@code otherwise} only when it is not set. */
    boolean isTrue(String key, boolean otherwise) {
        return values().isTrue(key, otherwise);
    }

    /** Which group may read what the mail server has to read and others must not. */
    String group() {
        return get("mailloft/group").orElse("dovemail");
    }

    private Values values() {
        try {
            return Registry.open(root).values();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sets values and renders all files, with all services that run using them. Whether that changed anything. */
    boolean apply(List<Assignment> assignments) {
        try {
            var applier = applier();
            var seeded = required(applier.seed(assignments));
            var rendered = required(applier.commit(List.of()));
            return isNews(seeded) || isNews(rendered);
        } catch (IOException e) {
            throw new SetupFailure("The registry cannot be changed: " + e.getMessage() + ".");
        }
    }

    /** The service has been started since, and so knows everything. */
    void restarted(String service) {
        try {
            applier().restarted(service);
        } catch (IOException e) {
            throw new SetupFailure("The registry cannot be changed: " + e.getMessage() + ".");
        }
    }

    private Applier applier() {
        return Applier.of(root, ShareFolder.locate(System.getenv()));
    }

    private static Outcome.Applied required(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Applied applied -> applied;
            case Outcome.Refused(var _, var reasons) -> throw refused(reasons);
            case Outcome.Unfinished(var _, var reasons) -> throw refused(reasons);
            case Outcome.Preview _ -> throw new IllegalStateException("nobody asked what would be");
        };
    }

    private static boolean isNews(Outcome.Applied applied) {
        return applied.changes().stream().anyMatch(Change::isEffective)
                || applied.rendered().stream().anyMatch(Outcome.RenderedTarget::changed);
    }

    private static SetupFailure refused(List<Outcome.Reason> reasons) {
        return new SetupFailure("The registry cannot be applied: "
                + reasons.stream().map(HostRegistry::text).collect(Collectors.joining("; ")));
    }

    private static String text(Outcome.Reason reason) {
        var place = reason.variable().or(reason::template).or(reason::file);
        return place.map(name -> name + ": ").orElse("") + reason.text();
    }
}
