package org.mailloft.ucr.template;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads info files and templates and makes a {@link Catalog} of them. */
final class CatalogReader {

    private final List<Path> folders;
    private final Stanzas stanzas = new Stanzas();
    final List<Target> targets = new ArrayList<>();
    final Map<Path, Stanza> origins = new HashMap<>();
    final Map<Path, TemplateText> templates = new HashMap<>();
    final Map<String, TemplateText> libraries = new HashMap<>();
    final List<LeftOut> leftOut = new ArrayList<>();
    private final Set<Path> ourFolders = new HashSet<>();

    /** @param folders {@code templates} folders, the product's first */
    CatalogReader(List<Path> folders) {
        this.folders = folders;
    }

    void read() {
        for (var folder : folders) {
            boolean ours = folder.equals(folders.getFirst());
            for (var info : infoFiles(folder.resolve("info"))) {
                for (var stanza : InfoFile.read(info, folder, ours)) {
                    attempt(ours, stanza.origin(), Optional.empty(), () -> stanzas.add(stanza));
                }
            }
        }
        stanzas.targets.forEach((path, stanza) -> {
            if (stanza.ours()) {
                addFolders(path);
            }
        });
        stanzas.targets.forEach((path, stanza) -> {
            boolean multifile = stanza.field("Multifile").isPresent();
            var parts = multifile ? byName(stanzas.parts.getOrDefault(path, new TreeMap<>())) : List.of(stanza);
            if (!parts.isEmpty()) {
                attempt(
                        stanza.ours(),
                        stanza.origin(),
                        Optional.of(path),
                        () -> target(path, stanza, parts, multifile ? "Subfile" : "File"));
            }
        });
    }

    /**
     * Mistakes of others are theirs: what is wrong is left out and told, and all else works as if it were not there.
     *
     * @param target that is left out when this fails; empty when it is something else
     */
    private void attempt(boolean mustWork, String origin, Optional<Path> target, Runnable work) {
        try {
            work.run();
        } catch (TemplateFailure e) {
            if (mustWork) {
                throw e;
            }
            leftOut.add(new LeftOut(origin, target, e));
        }
    }

    private void addFolders(Path path) {
        for (var folder = path.getParent(); folder != null; folder = folder.getParent()) {
            ourFolders.add(folder);
        }
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
            return files.filter(file -> file.toString().endsWith(".info") && Files.isRegularFile(file))
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
        var declared = new ArrayList<>(stanza.patterns());
        for (var part : parts) {
            // of a file of ours only what others add is left out, half a file of others is none
            attempt(part.ours() || !stanza.ours(), part.origin(), Optional.empty(), () -> {
                var text = text(part, key);
                var libraries = libraries(text);
                if (part != stanza) {
                    declared.addAll(part.patterns());
                }
                texts.add(text.reads());
                libraries.forEach(library -> texts.add(library.reads()));
                sources.add(text.file());
            });
        }
        var reads = Reads.all(texts);
        var target = new Target(
                path,
                List.copyOf(sources),
                key.equals("Subfile"),
                reads.variables(),
                reads.families(declared),
                stanza.text("User"),
                stanza.text("Group"),
                stanza.mode(),
                module(stanza, "Preinst"),
                module(stanza, "Postinst"),
                service(stanza),
                stanza.origin());
        if (!sources.isEmpty()) {
            origins.put(path, stanza);
            targets.add(target);
        }
    }

    /** A file cannot be a folder of another one. Where both are there, that of others is the wrong one. */
    private void requireApart(Path path, Stanza stanza) {
        if (!stanza.ours() && ourFolders.contains(path)) {
            throw stanza.failure(stanza.line(), "\"" + path + "\" is a folder, in which there are other files.");
        }
        for (var above = path.getParent(); above != null; above = above.getParent()) {
            if (origins.containsKey(above)) {
                throw stanza.failure(stanza.line(), "\"" + path + "\" is below \"" + above + "\", which is a file.");
            }
        }
    }

    private TemplateText text(Stanza part, String key) {
        var file = part.template(key);
        var text = TemplateText.of(file, TemplateText.content(file), part.ours());
        templates.put(file, text);
        return text;
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
        stanzas.services.forEach((name, stanza) -> attempt(
                stanza.ours(),
                stanza.origin(),
                Optional.empty(),
                () -> services.add(new Service(
                        name,
                        stanza.commands("Check"),
                        stanza.command("Running"),
                        stanza.command("Reload"),
                        stanza.command("Restart"),
                        waits(stanza)))));
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
        named.forEach((name, stanza) -> attempt(stanza.ours(), stanza.origin(), Optional.empty(), () -> {
            stanza.required("Variables");
            hooks.add(new Hook(name, stanza.program(key, folder), stanza.patterns(), stanza.origin()));
        }));
        return hooks;
    }
}
