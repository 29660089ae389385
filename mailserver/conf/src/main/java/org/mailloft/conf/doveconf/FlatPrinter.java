package org.mailloft.conf.doveconf;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.mailloft.conf.catalogue.ListDefinition;
import org.mailloft.conf.catalogue.MapDefinition;
import org.mailloft.conf.catalogue.SettingDefinition;
import org.mailloft.conf.file.SectionView;

/** Writes a configuration for programs: flat names and bare values, {@code service/imap/process_limit=1024}. */
final class FlatPrinter {
    private final Scope scope;
    private final BiConsumer<String, String> out;

    /** @param out gets flat names and values, in the order of the catalogue */
    FlatPrinter(Scope scope, BiConsumer<String, String> out) {
        this.scope = scope;
        this.out = out;
    }

    /** @param wanted which entries of the section, by name */
    void print(SectionView section, String prefix, Predicate<String> wanted) {
        section.definition().entries().stream()
                .filter(entry -> wanted.test(entry.name()))
                .forEach(entry -> {
                    switch (entry) {
                        case SettingDefinition setting
                        when scope.includesFlat(section, setting) ->
                            out.accept(prefix + setting.name(), section.text(setting));
                        case SettingDefinition _ -> {}
                        case MapDefinition map -> printMap(section, map, prefix + map.name());
                        case ListDefinition list -> printList(section, list, prefix + list.name());
                    }
                });
    }

    private void printMap(SectionView section, MapDefinition map, String path) {
        if (section.hasMap(map.name())) {
            out.accept(path, "");
            section.map(map.name()).forEach((key, value) -> out.accept(path + "/" + key, value.text()));
        }
    }

    private void printList(SectionView section, ListDefinition list, String path) {
        List<SectionView> children = section.sections(list);
        if (children.isEmpty()) {
            return;
        }
        out.accept(
                path,
                IntStream.range(0, children.size())
                        .mapToObj(i -> Printed.flatName(children.get(i), i))
                        .collect(Collectors.joining(" ")));
        for (int i = 0; i < children.size(); i++) {
            SectionView child = children.get(i);
            String prefix = path + "/" + Printed.flatName(child, i) + "/";
            String nameKey = child.definition().nameKey();
            boolean nameIsShown = scope != Scope.CHANGED || !child.name().isEmpty();
            if (child.definition().setting(nameKey).isEmpty() && nameIsShown) {
                out.accept(prefix + nameKey, child.name());
            }
            print(child, prefix, _ -> true);
        }
    }
}
