package org.mailloft.ucr.template;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What can be rendered, who reads it and what is called besides: all info files of the product and of others, and the
 * text of the templates they name. Immutable; a new one sees what has changed on disk.
 */
public final class Catalog {

    /** Of a host without packages. */
    public static final Catalog NONE = new Catalog(List.of());

    private final List<Target> targets;
    private final List<Service> services;
    private final List<Hook> scripts;
    private final List<Hook> modules;
    private final List<LeftOut> leftOut;
    private final List<Path> folders;
    private final Map<Path, Stanza> origins;
    private final Map<Path, TemplateText> templates;
    private final Map<String, TemplateText> libraries;

    private Catalog(List<Path> folders) {
        var reader = new CatalogReader(folders);
        reader.read();
        this.folders = folders;
        this.targets = List.copyOf(reader.targets);
        this.services = reader.services();
        this.scripts = reader.scripts();
        this.modules = reader.modules();
        this.leftOut = List.copyOf(reader.leftOut);
        this.origins = reader.origins;
        this.templates = reader.templates;
        this.libraries = reader.libraries;
    }

    /**
     * Reads the product's info files, then those of others; a target that both have is the product's.
     *
     * @param share the product's share folder
     * @param root of the file system
     * @throws TemplateFailure for a mistake in an info file of ours or a template of ours that cannot be read
     */
    public static Catalog load(Path share, Path root) {
        return new Catalog(List.of(share.resolve("templates"), root.resolve("etc/univention/templates")));
    }

    /** In the order of their paths. */
    public List<Target> targets() {
        return targets;
    }

    /** @param path relative to the root */
    public Optional<Target> target(Path path) {
        return targets.stream().filter(target -> target.path().equals(path)).findAny();
    }

    /** In the order of their names. */
    public List<Service> services() {
        return services;
    }

    /** See {@link Target#service}. */
    public Optional<Service> service(String name) {
        return services.stream().filter(service -> service.name().equals(name)).findAny();
    }

    /** Those of {@code Type: script} stanzas. */
    public List<Hook> scripts() {
        return scripts;
    }

    /** Those of {@code Type: module} stanzas. */
    public List<Hook> modules() {
        return modules;
    }

    /** The program that {@code Preinst} and {@code Postinst} lines mean. */
    public Optional<Path> module(String name) {
        return program(Path.of("modules").resolve(name));
    }

    /** The program {@code scripts/TARGET-PATH} that is called with {@code postinst} after a target was swapped. */
    public Optional<Path> script(Target target) {
        return program(Path.of("scripts").resolve(target.path()));
    }

    private Optional<Path> program(Path name) {
        return folders.stream()
                .map(folder -> folder.resolve(name))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    /** Whether there is an info file of that name. */
    public boolean hasPackage(String name) {
        return folders.stream().anyMatch(folder -> Files.isRegularFile(folder.resolve("info", name + ".info")));
    }

    /** Targets that read one of these keys. */
    public List<Target> affectedBy(Collection<String> keys) {
        return targets.stream()
                .filter(target -> keys.stream().anyMatch(target::reads))
                .toList();
    }

    /** What others have registered and we cannot use. */
    public List<LeftOut> leftOut() {
        return leftOut;
    }

    /**
     * What is wrong with a line of a target's stanza, such as a {@code User} that does not exist.
     *
     * @param field {@code User}, {@code Group}, {@code Mode}, {@code Preinst} or {@code Postinst}
     * @param variable whose value is at fault; empty for the one that the line names, if it does
     * @param reason a sentence
     */
    public TemplateFailure mistake(Target target, String field, Optional<String> variable, String reason) {
        var stanza = origins.get(target.path());
        int line = stanza.field(field).map(Stanza.Field::line).orElse(stanza.line());
        var named = variable.or(() -> stanza.text(field)
                .flatMap(text -> Markers.reads(text).variables().stream().findFirst()));
        return new TemplateFailure(stanza.info(), line, named, reason);
    }

    /** The template of a target or of a part. */
    TemplateText template(Path source) {
        return templates.get(source);
    }

    /** @param name syntax and name, such as {@code dovecot/lib/service.ftl} */
    Optional<TemplateText> library(String name) {
        return Optional.ofNullable(libraries.get(name));
    }

    /** Where a template would be that has the target's own path. */
    Path ownTemplate(Target target) {
        return origins.get(target.path()).folder().resolve("files").resolve(target.path());
    }
}
