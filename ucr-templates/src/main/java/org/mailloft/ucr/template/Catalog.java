package org.mailloft.ucr.template;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.mailloft.ucr.Values;

/**
 * What can be rendered, who reads it and what is called besides: all info files of the product and of others, and the
 * text of the templates they name. Immutable; a new one sees what has changed on disk.
 */
public final class Catalog {

    private Catalog() {}

    /**
     * Reads the product's info files, then those of others; a target that both have is the product's.
     *
     * @param share the product's share folder
     * @param root of the file system
     * @throws TemplateFailure for a mistake in an info file or a template that cannot be read
     */
    public static Catalog load(Path share, Path root) {
        return new Catalog();
    }

    /** In the order of their paths. */
    public List<Target> targets() {
        return List.of();
    }

    /** @param path relative to the root */
    public Optional<Target> target(Path path) {
        return targets().stream().filter(target -> target.path().equals(path)).findAny();
    }

    /** In the order of their names. */
    public List<Service> services() {
        return List.of();
    }

    /** See {@link Target#service}. */
    public Optional<Service> service(String name) {
        return services().stream()
                .filter(service -> service.name().equals(name))
                .findAny();
    }

    /** Those of {@code Type: script} stanzas. */
    public List<Hook> scripts() {
        return List.of();
    }

    /** Those of {@code Type: module} stanzas. */
    public List<Hook> modules() {
        return List.of();
    }

    /** The program that {@code Preinst} and {@code Postinst} lines mean. */
    public Optional<Path> module(String name) {
        return Optional.empty();
    }

    /** The program {@code scripts/TARGET-PATH} that is called with {@code postinst} after a target was swapped. */
    public Optional<Path> script(Target target) {
        return Optional.empty();
    }

    /** Targets that read one of these keys. */
    public List<Target> affectedBy(Collection<String> keys) {
        return targets().stream()
                .filter(target -> keys.stream().anyMatch(target::reads))
                .toList();
    }

    /**
     * Targets that may come out differently: those that read a key whose effective value differs, which includes keys
     * whose default names one that was changed.
     */
    public List<Target> affectedBy(Values before, Values after) {
        var keys = before.keys();
        keys.addAll(after.keys());
        keys.removeIf(key -> before.get(key).equals(after.get(key)));
        return affectedBy(keys);
    }

    /** Targets of others that cannot be rendered here, such as those with Python sections; with the reason. */
    public List<TemplateFailure> leftOut() {
        return List.of();
    }
}
