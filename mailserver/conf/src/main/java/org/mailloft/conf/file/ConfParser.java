package org.mailloft.conf.file;

import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.mailloft.conf.ConfException;
import org.mailloft.conf.Filter;
import org.mailloft.conf.Network;
import org.mailloft.conf.catalogue.BadValue;
import org.mailloft.conf.catalogue.Catalogue;
import org.mailloft.conf.catalogue.ListDefinition;
import org.mailloft.conf.catalogue.MapDefinition;
import org.mailloft.conf.catalogue.SettingDefinition;

/**
 * Reads configuration files into a {@link ConfTree}. One run, one instance. Includes are textual: a section may begin in
 * one file and end in another.
 */
public final class ConfParser {
    private static final int MAX_LINE_CHARACTERS = 64 * 1024;
    private static final int MAX_DEPTH = 64;
    private static final int MAX_BLOCKS = 10_000;
    private static final int MAX_STATEMENTS = 1_000_000;

    /** Which {@code $names} are replaced, and whether {@code <file} is. */
    public enum Expansion {
        /** Nothing. */
        NONE,
        /** Only a setting's own name, {@code key = $key more}: what {@code doveconf} shows. */
        OWN,
        /** Everything. */
        FULL,
        /** Everything but {@code <file} of certificates and keys, which becomes an absolute {@code </file}. */
        SERVER
    }

    private final String path;
    private final ValueText valueText;
    private final FilterNesting filterNesting;
    private final LineParser lines = new LineParser(this::warnOfLine);
    private final InputStack inputs;
    private final Deque<Frame> frames = new ArrayDeque<>();
    private final Map<Filter, FilterBlock> blocks = new LinkedHashMap<>();
    private final List<String> warnings = new ArrayList<>();
    private final Consumer<String> warningListener;
    private final Map<String, Origin> setInFilters = new HashMap<>();
    private int statements;

    private ConfParser(Input main, ValueText valueText, FilterNesting filterNesting, Consumer<String> warningListener) {
        this.path = main.name();
        this.warningListener = warningListener;
        this.inputs = new InputStack(main);
        this.valueText = valueText;
        this.filterNesting = filterNesting;
    }

    /**
     * Reads a file and what it includes.
     *
     * @param path as it shall appear in messages
     * @param environment what {@code $ENV:NAME} sees
     * @throws ConfException for the first line that is wrong
     */
    public static ConfTree parseFile(String path, Expansion expansion, Map<String, String> environment) {
        return parseFile(path, expansion, environment, _ -> {});
    }

    /** The same with somebody who gets the warnings at once, also those before an error. */
    public static ConfTree parseFile(
            String path, Expansion expansion, Map<String, String> environment, Consumer<String> warningListener) {
        Input main;
        try {
            main = new Input(path, Input.read(path));
        } catch (Input.Unreadable e) {
            throw ConfException.of(path, "open(" + path + ") failed: " + e.getMessage());
        }
        var nesting = new FilterNesting(Network::systemLookup);
        return new ConfParser(main, new ValueText(expansion, environment), nesting, warningListener).run();
    }

    /** The same for a text that stands for the file of that name. */
    public static ConfTree parse(String path, String text, Expansion expansion, Map<String, String> environment) {
        return parse(path, text, new ValueText(expansion, environment), Network::systemLookup);
    }

    static ConfTree parse(
            String path, String text, ValueText valueText, Function<String, Optional<InetAddress>> lookUp) {
        return new ConfParser(new Input(path, text), valueText, new FilterNesting(lookUp), _ -> {}).run();
    }

    private ConfTree run() {
        var global = new FilterBlock(Filter.ANY, new Section(Catalogue.top(), ""), new Origin(path, 0));
        blocks.put(Filter.ANY, global);
        frames.push(new Frame(FrameKind.FILTER, "", global, global.top(), "", new Origin(path, 0)));
        for (Optional<String> line = inputs.nextLine(); line.isPresent(); line = inputs.nextLine()) {
            readLine(line.get());
        }
        return new ConfTree(path, List.copyOf(blocks.values()), warnings, unclosed());
    }

    private Optional<ConfException> unclosed() {
        return frames.size() == 1
                ? Optional.empty()
                : Optional.of(
                        ConfException.in(path, "Missing '}' (section started at " + frames.peek().openedAt + ")"));
    }

    private void readLine(String line) {
        Origin origin = inputs.current().origin();
        try {
            if (line.length() + lines.continuedLength() > MAX_LINE_CHARACTERS) {
                throw refused("Line is longer than " + MAX_LINE_CHARACTERS + " characters");
            }
            if (line.indexOf('\0') >= 0) {
                throw refused("Line contains a NUL character");
            }
            if (++statements > MAX_STATEMENTS) {
                throw refused("More than " + MAX_STATEMENTS + " lines in all files");
            }
            switch (lines.parse(line)) {
                case ConfLine.Blank() -> {}
                case ConfLine.Continued() -> {}
                case ConfLine.Assignment assignment -> assign(assignment, origin);
                case ConfLine.Include include -> inputs.include(include);
                case ConfLine.SectionStart start -> open(start, origin);
                case ConfLine.SectionEnd() -> close();
                case ConfLine.Malformed(String reason) -> throw refused(reason);
            }
        } catch (ValueText.Refused | BadValue e) {
            throw ConfException.at(origin.file(), origin.line(), e.getMessage());
        }
    }

    // ---- settings

    private void assign(ConfLine.Assignment assignment, Origin origin) {
        Optional<ObsoleteSettings.Replacement> replacement = ObsoleteSettings.replace(
                assignment.key(), assignment.text(), frames.peek().path(), origin);
        if (replacement.isEmpty()) {
            assignPresent(assignment.key(), assignment.text(), origin);
            return;
        }
        if (warnings.stream().noneMatch(ObsoleteSettings.NOTE::equals)) {
            warn(ObsoleteSettings.NOTE);
        }
        replacement.get().warnings().forEach(this::warn);
        Section top = frames.peek().block.top();
        replacement.get().settings().forEach((key, text) -> {
            openServices(top, key);
            SettingPath.of(key).set(top, new Value(text, origin), false);
        });
    }

    /** Opens the sections on the way to {@code service/imap-login/inet_listener/imap/port}. */
    private static void openServices(Section top, String key) {
        Section section = top;
        String[] parts = key.split("/");
        for (int i = 0; i + 2 < parts.length; i += 2) {
            section = section.open(
                    (ListDefinition) section.definition().entry(parts[i]).orElseThrow(), parts[i + 1]);
        }
    }

    private void assignPresent(String key, String text, Origin origin) {
        Frame frame = frames.peek();
        if (key.isEmpty() && frame.path().isEmpty()) {
            throw refused("Missing key name ('=' at the beginning of line)");
        }
        String value = valueText.read(
                key, frame.path() + key, text, inputs.current(), name -> lookUp(frame.block, name, name.equals(key)));
        warnOfEarlierFilter(frame, key, origin);
        if (frame.kind == FrameKind.MAP) {
            if (key.indexOf('/') >= 0) {
                throw unknownSetting(key);
            }
            frame.section.openMap(frame.mapName).put(key, new Value(value, origin));
        } else if (frame.section.definition().isName(key)) {
            frame.section.rename(value);
        } else {
            boolean forSome = frame.block.filter().dependsOnConnection();
            switch (SettingPath.of(key).set(frame.section, new Value(value, origin), forSome)) {
                case SET -> {}
                case UNKNOWN -> throw unknownSetting(key);
                case NOT_FOR_SOME -> throw notForSome(key);
            }
        }
    }

    /** The present value of a top level setting: of this filter, or for {@code key = $key} also of what is around it. */
    private Optional<String> lookUp(FilterBlock block, String name, boolean alsoAround) {
        Optional<SettingDefinition> definition = Catalogue.top().setting(name);
        Optional<Value> value = block.top().value(name);
        if (value.isEmpty() && alsoAround) {
            value = frames.stream()
                    .flatMap(frame -> frame.block.top().value(name).stream())
                    .findFirst();
        }
        Optional<String> text = value.map(Value::text);
        return definition.map(setting -> text.orElse(setting.defaultText()));
    }

    private void warnOfEarlierFilter(Frame frame, String key, Origin origin) {
        if (frame.kind != FrameKind.FILTER) {
            return;
        }
        if (frames.size() > 1) {
            setInFilters.putIfAbsent(key, origin);
            return;
        }
        Origin earlier = setInFilters.get(key);
        if (earlier != null) {
            String there = earlier.file() + " line " + earlier.line();
            warn(origin.file() + " line " + origin.line() + ": Global setting " + key
                    + " won't change the setting inside an earlier filter at " + there
                    + " (if this is intentional, avoid this warning by moving the global setting before " + there
                    + ")");
        }
    }

    // ---- sections

    private void open(ConfLine.SectionStart start, Origin origin) {
        if (frames.size() >= MAX_DEPTH) {
            throw refused("Sections are nested deeper than " + MAX_DEPTH);
        }
        Frame frame = frames.peek();
        Optional<Filter> filter = filterNesting.add(frame.block.filter(), start.type(), start.name());
        if (filter.isPresent()) {
            if (frame.kind != FrameKind.FILTER) {
                throw refused(start.type() + " { .. } not allowed inside "
                        + frame.path().replace("/", " { ") + ".. }");
            }
            FilterBlock block = block(filter.get(), origin);
            frames.push(new Frame(FrameKind.FILTER, "", block, block.top(), "", origin));
            return;
        }
        if (frame.kind == FrameKind.MAP) {
            throw refused("Section not allowed here");
        }
        String label = frame.path() + start.type() + "/";
        switch (frame.section.definition().entry(start.type()).orElse(null)) {
            case MapDefinition map -> {
                frame.section.openMap(map.name());
                frames.push(new Frame(FrameKind.MAP, label, frame.block, frame.section, map.name(), origin));
            }
            case ListDefinition list -> {
                if (list.unfiltered() && frame.block.filter().dependsOnConnection()) {
                    throw notForSome(list.name());
                }
                frames.push(new Frame(
                        FrameKind.SECTION, label, frame.block, open(frame.section, list, start.name()), "", origin));
            }
            case SettingDefinition _ -> throw unknownSection(start.type());
            case null -> throw unknownSection(start.type());
        }
    }

    private Section open(Section parent, ListDefinition list, String name) {
        boolean exists = parent.section(list.name(), name).isPresent();
        if (exists && !list.section().isMergedByName()) {
            throw refused(list.name() + "/" + name + " already exists");
        }
        return parent.open(list, name);
    }

    private FilterBlock block(Filter filter, Origin origin) {
        if (blocks.size() >= MAX_BLOCKS) {
            throw refused("More than " + MAX_BLOCKS + " different filters");
        }
        return blocks.computeIfAbsent(filter, _ -> new FilterBlock(filter, new Section(Catalogue.top(), ""), origin));
    }

    private void close() {
        if (frames.size() == 1) {
            throw refused("Unexpected '}'");
        }
        frames.pop();
    }

    // ---- messages

    private void warnOfLine(String text) {
        Origin origin = inputs.current().origin();
        warn("Configuration file " + origin.file() + " line " + origin.line() + ": " + text);
    }

    private void warn(String text) {
        warnings.add(text);
        warningListener.accept(text);
    }

    private static ValueText.Refused notForSome(String key) {
        return refused("Auth settings not supported inside local/remote blocks: " + key);
    }

    private ValueText.Refused unknownSetting(String key) {
        return refused("Unknown setting: " + frames.peek().path().replace("/", " { ") + key);
    }

    private ValueText.Refused unknownSection(String type) {
        return refused("Unknown setting: " + frames.peek().path().replace("/", " { ") + type + " { " + type);
    }

    private static ValueText.Refused refused(String reason) {
        return new ValueText.Refused(reason);
    }

    private enum FrameKind {
        FILTER,
        SECTION,
        MAP
    }

    /**
     * An open section.
     *
     * @param path types of the open sections that are no filters, each with a slash behind it
     * @param section where settings go; for a map the one around it
     */
    private record Frame(
            FrameKind kind, String path, FilterBlock block, Section section, String mapName, Origin openedAt) {}
}
