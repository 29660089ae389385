package org.mailloft.ucr.template;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads info files and templates and makes a {@link Catalog} of them. */
final class CatalogReader {

    private final List<Path> folders;
    private final Stanzas stanzas = new Stanzas();
    final List<Target> targets = new ArrayList<>();
    final Map<Path, Stanza> origins = new HashMap<>();
    final Map<Path, TemplateText> templates = new HashMap<>();
    final Map<String, TemplateText> libraries = new HashMap<>();
    final List<TemplateFailure> leftOut = new ArrayList<>();

    /** @param folders {@code templates} folders, the product's first */
    CatalogReader(List<Path> folders) {
        this.folders = folders;
    }

    void read() {
        for (var folder : folders) {
            boolean ours = folder.equals(folders.getFirst());
            for (var info : infoFiles(folder.resolve("info"))) {
                InfoFile.read(info, folder, ours).forEach(stanzas::add);
            }
        }
        stanzas.targets.forEach((path, stanza) -> {
            if (stanza.field("Multifile").isEmpty()) {
                target(path, stanza, List.of(stanza), "File");
            } else if (stanzas.parts.containsKey(path)) {
                target(path, stanza, byName(stanzas.parts.get(path)), "Subfile");
            }
        });
    }

    /** Parts in the order of their file names, those of one name in that of their paths. */
    private static List<Stanza> byName(SortedMap<Path, Stanza> parts) {
        var named = new TreeMap<Path, List<Stanza>>();
        parts.forEach((path, part) -> named.computeIfAbsent(path.getFileName(), _ -> new ArrayList<>())
                .add(part));
        return named.values().stream().flatMap(List::stream).toList();
    }

    private static List<Path> infoFiles(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".info"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new TemplateFailure(folder, 0, Optional.empty(), "The folder cannot be read: " + e.getMessage());
        }
    }

    /** @param key names the template in each of its parts */
    private void target(Path path, Stanza stanza, List<Stanza> parts, String key) {
        requireApart(path, stanza);
        var texts = new ArrayList<Reads>();
        texts.add(Markers.reads(stanza.text("User").orElse("")));
        texts.add(Markers.reads(stanza.text("Group").orElse("")));
        var sources = new ArrayList<Path>();
        for (var part : parts) {
            var text = text(part, key);
            if (text.isEmpty()) {
                return;
            }
            texts.add(text.get().reads());
            libraries(text.get()).forEach(library -> texts.add(library.reads()));
            sources.add(text.get().file());
        }
        var reads = Reads.all(texts);
        boolean multifile = key.equals("Subfile");
        var declared = Stream.concat(multifile ? Stream.of(stanza) : Stream.empty(), parts.stream())
                .flatMap(part -> part.patterns().stream())
                .toList();
        origins.put(path, stanza);
        targets.add(new Target(
                path,
                List.copyOf(sources),
                multifile,
                reads.variables(),
                reads.families(declared),
                stanza.text("User"),
                stanza.text("Group"),
                stanza.mode(),
                module(stanza, "Preinst"),
                module(stanza, "Postinst"),
                service(stanza),
                stanza.origin()));
    }

    /** A file cannot be a folder of another one; targets come in the order of their paths. */
    private void requireApart(Path path, Stanza stanza) {
        if (!targets.isEmpty() && path.startsWith(targets.getLast().path())) {
            throw stanza.failure(
                    stanza.line(),
                    "\"" + path + "\" is below \"" + targets.getLast().path() + "\", which is a file.");
        }
    }

    /** Empty when it is not ours and has Python sections: then the target is not rendered here. */
    private Optional<TemplateText> text(Stanza part, String key) {
        var file = part.template(key);
        var content = TemplateText.content(file);
        try {
            Markers.refuseSections(file, content);
        } catch (TemplateFailure e) {
            if (part.ours()) {
                throw e;
            }
            leftOut.add(e);
            return Optional.empty();
        }
        var text = TemplateText.of(file, content, part.ours());
        templates.put(file, text);
        return Optional.of(text);
    }

    /** What a template includes, and what that includes. */
    private Collection<TemplateText> libraries(TemplateText text) {
        var found = new HashMap<String, TemplateText>();
        var open = new ArrayDeque<>(text.libraries());
        while (!open.isEmpty()) {
            var name = open.pop();
            if (!found.containsKey(name)) {
                var library = library(name, text);
                found.put(name, library);
                open.addAll(library.libraries());
            }
        }
        return found.values();
    }

    private TemplateText library(String name, TemplateText user) {
        var syntax = user.syntax().orElseThrow();
        return libraries.computeIfAbsent(syntax.wireName() + "/" + name, _ -> folders.stream()
                .map(folder -> folder.resolve(name))
                .filter(Files::isRegularFile)
                .findFirst()
                .map(file -> TemplateText.library(file, TemplateText.content(file), syntax))
                .orElseThrow(() -> new TemplateFailure(
                        user.file(), 0, Optional.empty(), "There is no template /" + name + " to include.")));
    }

    private static Optional<String> module(Stanza stanza, String key) {
        return stanza.field(key).map(field -> {
            stanza.program(key, "modules");
            return field.value();
        });
    }

    private Optional<String> service(Stanza stanza) {
        return stanza.field("Service").map(field -> {
            if (!stanzas.services.containsKey(field.value())) {
                throw stanza.failure(field.line(), "There is no service \"" + field.value() + "\".");
            }
            return field.value();
        });
    }

    List<Service> services() {
        var services = new ArrayList<Service>();
        stanzas.services.forEach((name, stanza) -> services.add(new Service(
                name,
                stanza.commands("Check"),
                stanza.command("Running"),
                stanza.command("Reload"),
                stanza.command("Restart"),
                waits(stanza))));
        return List.copyOf(services);
    }

    /** @throws TemplateFailure for another word than the one that there is */
    private static boolean waits(Stanza stanza) {
        var field = stanza.field("WhilePending");
        if (field.filter(each -> !each.value().equals("wait")).isPresent()) {
            throw stanza.failure(field.get().line(), "WhilePending can only be \"wait\".");
        }
        return field.isPresent();
    }

    List<Hook> scripts() {
        return hooks(stanzas.scripts, "Script", "scripts");
    }

    List<Hook> modules() {
        return hooks(stanzas.modules, "Module", "modules");
    }

    private List<Hook> hooks(SortedMap<String, Stanza> named, String key, String folder) {
        var hooks = new ArrayList<Hook>();
        named.forEach((name, stanza) -> {
            stanza.required("Variables");
            try {
                hooks.add(new Hook(name, stanza.program(key, folder), stanza.patterns(), stanza.origin()));
            } catch (TemplateFailure e) {
                if (stanza.ours()) {
                    throw e;
                }
                leftOut.add(e);
            }
        });
        return hooks;
    }
}
