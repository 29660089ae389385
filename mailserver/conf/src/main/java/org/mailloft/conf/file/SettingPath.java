package org.mailloft.conf.file;

import java.util.Optional;
import org.mailloft.conf.catalogue.Entry;
import org.mailloft.conf.catalogue.ListDefinition;
import org.mailloft.conf.catalogue.MapDefinition;
import org.mailloft.conf.catalogue.SettingDefinition;
import org.mailloft.conf.catalogue.SettingDefinition.Flag;

/**
 * The left side of an assignment: {@code mail_home}, {@code plugin/quota} or
 * {@code service/imap/unix_listener/login\simap/mode}, where {@code \s} is a slash and {@code \_} a space.
 *
 * @param first up to the first slash
 * @param rest behind it, empty without
 */
record SettingPath(String first, String rest) {
    static SettingPath of(String text) {
        int slash = text.indexOf('/');
        return slash < 0
                ? new SettingPath(text, "")
                : new SettingPath(text.substring(0, slash), text.substring(slash + 1));
    }

    /** What became of an assignment. */
    enum Outcome {
        SET,
        UNKNOWN,
        /** The setting must be the same for all connections. */
        NOT_FOR_SOME
    }

    /**
     * Sets the value inside of the section. Sections on the way must exist, be it by themselves.
     *
     * @param forSome whether the section is in a block for some connections only
     */
    Outcome set(Section section, Value value, boolean forSome) {
        Entry entry = section.definition().entry(first).orElse(null);
        return switch (entry) {
            case SettingDefinition setting
            when rest.isEmpty() -> {
                if (forSome && setting.is(Flag.UNFILTERED)) {
                    yield Outcome.NOT_FOR_SOME;
                }
                section.set(first, new Value(setting.canonical(value.text()), value.origin()));
                yield Outcome.SET;
            }
            case MapDefinition map
            when rest.indexOf('/') < 0 -> {
                var values = section.openMap(map.name());
                if (!rest.isEmpty()) {
                    values.put(rest, value);
                }
                yield Outcome.SET;
            }
            case ListDefinition list
            when rest.indexOf('/') > 0 -> {
                SettingPath inside = of(rest);
                String name = SectionName.unescape(inside.first);
                yield exists(section, list, name)
                        ? of(inside.rest).set(section.open(list, name), value, forSome)
                        : Outcome.UNKNOWN;
            }
            case SettingDefinition _, MapDefinition _, ListDefinition _ -> Outcome.UNKNOWN;
            case null -> Outcome.UNKNOWN;
        };
    }

    private static boolean exists(Section section, ListDefinition list, String name) {
        return section.section(list.name(), name)
                .or(() -> builtIn(section).flatMap(builtIn -> builtIn.section(list.name(), name)))
                .isPresent();
    }

    /** The same section among those that exist without being configured. */
    private static Optional<Section> builtIn(Section section) {
        return switch (section.definition().path()) {
            case "" -> Optional.of(DefaultServices.top());
            case "service" -> DefaultServices.top().section("service", section.name());
            default -> Optional.empty();
        };
    }
}
