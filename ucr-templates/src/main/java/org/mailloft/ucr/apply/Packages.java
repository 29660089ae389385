package org.mailloft.ucr.apply;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.mailloft.ucr.Layer;
import org.mailloft.ucr.Registry;
import org.mailloft.ucr.check.Families;
import org.mailloft.ucr.template.Catalog;
import org.mailloft.ucr.type.Descriptions;

/**
 * What packages say about variables, each part read when it is asked for the first time. Of what variables they say anything
 * at all is known without that, from an {@link Index}.
 */
final class Packages {

    private final Path share;
    private final State state;
    private final Optional<Index> index;
    private Optional<Stamps> stamps = Optional.empty();
    private Optional<Catalog> catalog = Optional.empty();
    private Optional<Descriptions> descriptions = Optional.empty();

    /** Reads the index. */
    Packages(Path share, State state) {
        this.share = share;
        this.state = state;
        this.index = Index.read(state.index(), share);
    }

    /** @throws org.mailloft.ucr.template.TemplateFailure for a mistake in an info file or a template that cannot be read */
    Catalog catalog() {
        if (catalog.isEmpty()) {
            stamp();
            catalog = Optional.of(Catalog.load(share, state.root()));
        }
        return catalog.get();
    }

    Descriptions descriptions() throws IOException {
        if (descriptions.isEmpty()) {
            stamp();
            descriptions = Optional.of(Descriptions.load(share, state.root()));
        }
        return descriptions.get();
    }

    /** What the default layer has to become; empty when it is known to be that. */
    Optional<SortedMap<String, String>> defaults() throws IOException {
        return index.isPresent() ? Optional.empty() : Optional.of(descriptions().defaults());
    }

    /** Whether anything is said about any of these variables, or a rule is about them; yes when that is not known. */
    boolean concern(Collection<String> keys) {
        for (var key : keys) {
            if (index.isEmpty() || index.get().has(key) || Families.contain(key)) {
                return true;
            }
        }
        return false;
    }

    /** Nothing that they say is needed. */
    void leaveOut() {
        catalog = Optional.of(Catalog.NONE);
        descriptions = Optional.of(Descriptions.NONE);
    }

    /** Before anything is read, so that what changes meanwhile makes the index one of another moment. */
    private void stamp() {
        if (stamps.isEmpty()) {
            try {
                if (index.isEmpty()) {
                    stamps = Optional.of(Stamps.of(sources()));
                }
            } catch (IOException _) {
                // such as a link that leads back to a folder above it: there is no index then
            }
        }
    }

    /** Our own program counts too: what a template reads of derived values is said there. */
    private List<Path> sources() {
        var sources = new ArrayList<Path>();
        for (var folder : List.of(share, state.root().resolve("etc/univention"))) {
            sources.add(folder.resolve("templates"));
            sources.add(folder.resolve("registry.info"));
        }
        Stream.of(System.getProperty("java.class.path").split(":"))
                .map(Path::of)
                .filter(path -> path.toString().endsWith(".jar"))
                .forEach(jar -> sources.add(jar.toAbsolutePath()));
        return sources;
    }

    /** Writes the index anew where it did not fit and everything was read. To be called under the root's lock. */
    void remember(Registry registry, Instant now) {
        if (stamps.isEmpty() || catalog.isEmpty() || descriptions.isEmpty()) {
            return;
        }
        var layer = state.root().resolve("etc/univention").resolve(Layer.DEFAULT.fileName());
        try {
            var all = stamps.get().and(Stamps.of(List.of(layer)));
            boolean current =
                    descriptions.get().defaults().equals(registry.values().layer(Layer.DEFAULT));
            if (current && all.areSettled(now)) {
                // what the new index concerns may not have been rendered
                Files.deleteIfExists(state.inStep());
                Index.of(catalog.get(), descriptions.get()).write(state.index(), share, all);
            }
        } catch (IOException _) {
            // the next change takes as long as this one
        }
    }
}
