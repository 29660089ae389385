package org.mailloft.conf.file;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.mailloft.conf.catalogue.ListDefinition;
import org.mailloft.conf.catalogue.SectionDefinition;

/**
 * What was written into one section. Filled by the parser and not changed any more afterwards, so that it may be read
 * from many threads.
 */
public final class Section {
    private final SectionDefinition definition;
    private String name;
    private final Map<String, Value> values = new LinkedHashMap<>();
    private final Map<String, Map<String, Value>> maps = new LinkedHashMap<>();
    private final Map<String, Map<String, Section>> lists = new LinkedHashMap<>();

    Section(SectionDefinition definition, String name) {
        this.definition = definition;
        this.name = name;
    }

    public SectionDefinition definition() {
        return definition;
    }

    /** As written, at its head or as a setting in it; empty for the top level and for sections without a name. */
    public String name() {
        return name;
    }

    public Optional<Value> value(String setting) {
        return Optional.ofNullable(values.get(setting));
    }

    public Map<String, Value> values() {
        return Collections.unmodifiableMap(values);
    }

    public Map<String, Value> map(String mapName) {
        return Collections.unmodifiableMap(maps.getOrDefault(mapName, Map.of()));
    }

    boolean hasMap(String mapName) {
        return maps.containsKey(mapName);
    }

    /** In order of appearance. */
    public Collection<Section> sections(String listName) {
        return Collections.unmodifiableCollection(
                lists.getOrDefault(listName, Map.of()).values());
    }

    /** Whether there is anything but settings and maps. */
    public boolean hasSections() {
        return !lists.isEmpty();
    }

    /** Its name is another one than that at its head: {@code name = "..."} can have quotes in it, a head cannot. */
    void rename(String newName) {
        name = newName;
    }

    Optional<Section> section(String listName, String sectionName) {
        return Optional.ofNullable(lists.getOrDefault(listName, Map.of()).get(sectionName));
    }

    void set(String setting, Value value) {
        values.put(setting, value);
    }

    Map<String, Value> openMap(String mapName) {
        return maps.computeIfAbsent(mapName, _ -> new LinkedHashMap<>());
    }

    /** The section with that name at its head, new if there is none or if it has no name. */
    Section open(ListDefinition list, String sectionName) {
        Map<String, Section> sections = lists.computeIfAbsent(list.name(), _ -> new LinkedHashMap<>());
        String key = sectionName.isEmpty() ? "\0" + sections.size() : sectionName;
        Section section = sections.computeIfAbsent(key, _ -> new Section(list.section(), sectionName));
        section.rename(sectionName);
        return section;
    }
}
