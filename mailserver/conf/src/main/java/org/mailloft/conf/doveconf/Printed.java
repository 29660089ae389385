package org.mailloft.conf.doveconf;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.mailloft.conf.catalogue.ListDefinition;
import org.mailloft.conf.catalogue.MapDefinition;
import org.mailloft.conf.catalogue.SettingDefinition;
import org.mailloft.conf.file.SectionName;
import org.mailloft.conf.file.SectionView;

/** What to print: lines and blocks, in the order of their flat names. */
sealed interface Printed {
    /** Flat name: {@code service/imap/process_limit}, or for a block {@code service/imap}. */
    String path();

    /** One setting. */
    record Line(String path, String key, String text) implements Printed {}

    /**
     * A section; one without content is not printed.
     *
     * @param name empty for sections without a name
     */
    record Block(String path, String type, String name, List<Printed> content) implements Printed {}

    /**
     * The content of a section.
     *
     * @param prefix flat name of the section with a slash behind, empty for the top level
     * @param wanted which entries of the section, by name
     */
    static List<Printed> of(SectionView section, Scope scope, String prefix, Predicate<String> wanted) {
        var content = new ArrayList<Printed>();
        section.definition().entries().stream()
                .filter(entry -> wanted.test(entry.name()))
                .forEach(entry -> {
                    String path = prefix + entry.name();
                    switch (entry) {
                        case SettingDefinition setting
                        when scope.includes(section, setting) ->
                            content.add(new Line(path, setting.name(), section.text(setting)));
                        case SettingDefinition _ -> {}
                        case MapDefinition map -> content.add(map(section, map, path));
                        case ListDefinition list -> content.addAll(list(section, list, scope, path));
                    }
                });
        content.sort((a, b) -> compareFlatNames(sortName(a), sortName(b)));
        return content;
    }

    /** What has this flat name or is inside of it, with the blocks around; the bare line if it is one. */
    static List<Printed> below(List<Printed> content, String name) {
        var found = new ArrayList<Printed>();
        for (Printed printed : content) {
            switch (printed) {
                case Line line
                when line.path().equals(name) -> {
                    return List.of(line);
                }
                case Line line when line.path().startsWith(name + "/") -> found.add(line);
                case Line _ -> {}
                case Block block -> {
                    List<Printed> inside = below(block.content(), name);
                    if (inside.size() == 1
                            && inside.getFirst() instanceof Line line
                            && line.path().equals(name)) {
                        return inside;
                    }
                    if (!inside.isEmpty()) {
                        found.add(new Block(block.path(), block.type(), block.name(), inside));
                    }
                }
            }
        }
        return found;
    }

    private static Block map(SectionView section, MapDefinition map, String path) {
        var lines = new ArrayList<Printed>();
        section.map(map.name()).forEach((key, value) -> lines.add(new Line(path + "/" + key, key, value.text())));
        lines.sort((a, b) -> compareFlatNames(sortName(a), sortName(b)));
        return new Block(path, map.name(), "", lines);
    }

    private static List<Printed> list(SectionView section, ListDefinition list, Scope scope, String path) {
        var blocks = new ArrayList<Printed>();
        List<SectionView> children = section.sections(list);
        for (int i = 0; i < children.size(); i++) {
            SectionView child = children.get(i);
            String childPath = path + "/" + flatName(child, i);
            String name = list.section().isMergedByName() ? child.name() : "";
            blocks.add(new Block(childPath, list.name(), name, of(child, scope, childPath + "/", _ -> true)));
        }
        return blocks;
    }

    /** The name of a section inside flat names; its number if it has none. */
    static String flatName(SectionView section, int index) {
        boolean numbered =
                !section.definition().isMergedByName() || section.name().isEmpty();
        return numbered ? Integer.toString(index) : SectionName.escape(section.name());
    }

    private static String sortName(Printed printed) {
        return switch (printed) {
            case Line line -> line.path() + "=";
            case Block block -> block.path() + "/";
        };
    }

    /** By octets as C compares signed characters, the equals sign first. */
    private static int compareFlatNames(String a, String b) {
        byte[] left = a.getBytes(StandardCharsets.UTF_8);
        byte[] right = b.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < Math.min(left.length, right.length); i++) {
            if (left[i] != right[i]) {
                return left[i] == '=' ? -1 : right[i] == '=' ? 1 : left[i] - right[i];
            }
        }
        return left.length - right.length;
    }
}
