package org.mailloft.ucr.template;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All stanzas by what they are about. The product's own come first: of what both have, that of others is passed over; parts
 * that others add to a file of ours belong to it.
 */
final class Stanzas {

    private static final Set<String> OF_TARGET =
            Set.of("Type", "Variables", "User", "Group", "Mode", "Preinst", "Postinst", "Service");
    private static final Map<String, Set<String>> KNOWN = Map.of(
            "file", Set.of("File"),
            "multifile", Set.of("Multifile"),
            "subfile", Set.of("Type", "Multifile", "Subfile", "Variables"),
            "script", Set.of("Type", "Script", "Variables"),
            "module", Set.of("Type", "Module", "Variables"),
            "service", Set.of("Type", "Service", "Check", "Running", "Reload", "Restart", "WhilePending"));

    final SortedMap<Path, Stanza> targets = new TreeMap<>();
    final SortedMap<Path, SortedMap<Path, Stanza>> parts = new TreeMap<>();
    final SortedMap<String, Stanza> services = new TreeMap<>();
    final SortedMap<String, Stanza> scripts = new TreeMap<>();
    final SortedMap<String, Stanza> modules = new TreeMap<>();

    void add(Stanza stanza) {
        var type = stanza.required("Type");
        if (!KNOWN.containsKey(type.value())) {
            throw stanza.failure(type.line(), "There is no type \"" + type.value() + "\".");
        }
        if (stanza.ours()) {
            requireKnown(stanza, type.value());
        }
        switch (type.value()) {
            case "file" -> put(targets, stanza.path("File"), stanza, "File");
            case "multifile" -> put(targets, stanza.path("Multifile"), stanza, "Multifile");
            case "subfile" ->
                put(
                        parts.computeIfAbsent(stanza.path("Multifile"), _ -> new TreeMap<>()),
                        stanza.path("Subfile"),
                        stanza,
                        "Subfile");
            case "script" -> put(scripts, stanza.required("Script").value(), stanza, "Script");
            case "module" -> put(modules, stanza.required("Module").value(), stanza, "Module");
            case "service" -> put(services, stanza.required("Service").value(), stanza, "Service");
            default -> throw new IllegalStateException(type.value());
        }
    }

    private static void requireKnown(Stanza stanza, String type) {
        for (var field : stanza.fields()) {
            boolean target = type.equals("file") || type.equals("multifile");
            if (!KNOWN.get(type).contains(field.key()) && !(target && OF_TARGET.contains(field.key()))) {
                throw stanza.failure(
                        field.line(), "A stanza of type " + type + " has no line \"" + field.key() + ":\".");
            }
        }
    }

    /** Others may say the same twice: several of their packages have parts in one file, and each says so. */
    private static <K> void put(Map<K, Stanza> map, K name, Stanza stanza, String key) {
        var first = map.putIfAbsent(name, stanza);
        if (first != null && stanza.ours()) {
            throw stanza.failure(
                    stanza.required(key).line(),
                    "\"" + name + "\" is registered already, in line " + first.line() + " of " + first.info() + ".");
        }
    }
}
