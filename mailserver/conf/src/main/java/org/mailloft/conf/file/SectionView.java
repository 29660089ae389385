package org.mailloft.conf.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailloft.conf.catalogue.ListDefinition;
import org.mailloft.conf.catalogue.SectionDefinition;
import org.mailloft.conf.catalogue.SettingDefinition;
import org.mailloft.conf.catalogue.ValueType;

/**
 * One section as it is in effect: blocks laid over each other, most specific first, and over what exists without being
 * configured.
 *
 * @param name empty for the top level and for sections without a name
 * @param layers the same section in every block that has it
 * @param builtIn the section that exists by itself, for services
 */
public record SectionView(SectionDefinition definition, String name, List<Section> layers, Optional<Section> builtIn) {

    /** What was set, by the most specific block. */
    public Optional<Value> set(String setting) {
        for (Section layer : layers) {
            Optional<Value> value = layer.value(setting);
            if (value.isPresent()) {
                return value;
            }
        }
        return Optional.empty();
    }

    /** Whether doveconf takes it for set: templates of a section always are, and names of numbered sections. */
    public boolean isPrintedAsSet(SettingDefinition setting) {
        return set(setting.name()).isPresent()
                || !definition.path().isEmpty()
                        && (setting.type() == ValueType.TEMPLATE
                                || setting.name().equals(definition.nameKey()));
    }

    /** The value in effect, in canonical form. */
    public String text(SettingDefinition setting) {
        return set(setting.name())
                .or(() -> builtIn.flatMap(section -> section.value(setting.name())))
                .map(Value::text)
                .orElseGet(() -> setting.name().equals(definition.nameKey()) ? name : setting.defaultText());
    }

    /**
     * The value in effect, in canonical form.
     *
     * @throws IllegalArgumentException if there is no such setting
     */
    public String text(String setting) {
        return text(
                definition.setting(setting).orElseThrow(() -> new IllegalArgumentException("No setting " + setting)));
    }

    /** The pairs of a map section; the most specific block wins for every key. */
    public Map<String, Value> map(String mapName) {
        var merged = new LinkedHashMap<String, Value>();
        for (Section layer : layers) {
            layer.map(mapName).forEach(merged::putIfAbsent);
        }
        return merged;
    }

    /** Whether a map section was opened, be it empty. */
    public boolean hasMap(String mapName) {
        return layers.stream().anyMatch(layer -> layer.hasMap(mapName));
    }

    /** All sections of a list; those of one name are one. Those that exist by themselves come first. */
    public List<SectionView> sections(ListDefinition list) {
        var named = new LinkedHashMap<String, Gathering>();
        builtIn.ifPresent(section -> section.sections(list.name())
                .forEach(child -> named.put(child.name(), new Gathering(child.name(), Optional.of(child)))));
        int unnamed = 0;
        for (Section layer : layers) {
            for (Section child : layer.sections(list.name())) {
                boolean merges =
                        list.section().isMergedByName() && !child.name().isEmpty();
                String key = merges ? child.name() : "\0" + unnamed++;
                named.computeIfAbsent(key, _ -> new Gathering(child.name(), Optional.empty()))
                        .layers
                        .add(child);
            }
        }
        return named.values().stream()
                .map(gathering -> new SectionView(
                        list.section(), gathering.name, List.copyOf(gathering.layers), gathering.builtIn))
                .toList();
    }

    /**
     * The same by the name of the list.
     *
     * @throws IllegalArgumentException if there is no such list
     */
    public List<SectionView> sections(String listName) {
        if (definition.entry(listName).orElse(null) instanceof ListDefinition list) {
            return sections(list);
        }
        throw new IllegalArgumentException("No section " + listName);
    }

    private record Gathering(String name, Optional<Section> builtIn, List<Section> layers) {
        Gathering(String name, Optional<Section> builtIn) {
            this(name, builtIn, new ArrayList<>());
        }
    }
}
