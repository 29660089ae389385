package org.mailloft.setup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mailloft.setup.host.SetupFailure;
import org.mailloft.ucr.Assignment;
import org.mailloft.ucr.Registry;
import org.mailloft.ucr.ShareFolder;
import org.mailloft.ucr.Values;
import org.mailloft.ucr.apply.Applier;
import org.mailloft.ucr.apply.Outcome;

/** The registry of this host. What the setup writes is what no administrator chose, so {@code ucr undo} leaves it. */
final class HostRegistry {

    private static final Path ROOT = Path.of("/");

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

    private static Values values() {
        try {
            return Registry.open(ROOT).values();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sets values and renders all files, with all services that run using them. */
    void apply(List<Assignment> assignments) {
        try {
            var applier = applier();
            require(applier.seed(assignments));
            require(applier.commit(List.of()));
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

    private static Applier applier() {
        return Applier.of(ROOT, ShareFolder.locate(System.getenv()));
    }

    private static void require(Outcome outcome) {
        switch (outcome) {
            case Outcome.Applied _, Outcome.Preview _ -> {}
            case Outcome.Refused(var _, var reasons) -> throw refused(reasons);
            case Outcome.Unfinished(var _, var reasons) -> throw refused(reasons);
        }
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
