package org.mailloft.conf.settings;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.mailloft.conf.Setting;
import org.mailloft.conf.catalogue.Catalogue;
import org.mailloft.conf.catalogue.ListDefinition;
import org.mailloft.conf.catalogue.MapDefinition;
import org.mailloft.conf.catalogue.SectionDefinition;
import org.mailloft.conf.catalogue.SettingDefinition;
import org.mailloft.conf.file.SectionView;

/**
 * Fills settings records. Every component carries {@code @Setting("name")} and has one of these types:
 *
 * <table>
 * <caption>component types</caption>
 * <tr><td>bool</td><td>{@code boolean}</td></tr>
 * <tr><td>uint, port, file mode</td><td>{@code int} (larger values are cut to the largest), {@code long}</td></tr>
 * <tr><td>size</td><td>{@code long}, octets; larger values are cut to the largest</td></tr>
 * <tr><td>time</td><td>{@code Duration}</td></tr>
 * <tr><td>one of several words</td><td>{@code String} or an enum: {@code return-ok} is {@code RETURN_OK}</td></tr>
 * <tr><td>text</td><td>{@code String}, {@code Secret}, {@code Path}, {@code List<String>} (split at blanks and commas)</td></tr>
 * <tr><td>plugin, dict</td><td>{@code Map<String, String>} in the order of the file</td></tr>
 * <tr><td>namespace, passdb, service, ...</td><td>{@code List} of records; their component {@code "name"} (or
 * {@code "path"} for a socket) is the section's name</td></tr>
 * <tr><td>all of it again</td><td>a record without {@code @Setting}, filled from the same section</td></tr>
 * </table>
 */
public final class SettingsReader {
    private static final ClassValue<Plan> TOP_LEVEL = new ClassValue<>() {
        @Override
        protected Plan computeValue(Class<?> type) {
            return plan(type, Catalogue.top());
        }
    };

    private SettingsReader() {}

    /**
     * For a test of every settings record: fails if the record asks for a setting that does not exist, or in a type that
     * does not fit.
     *
     * @throws IllegalStateException naming record, component and reason
     */
    public static void check(Class<? extends Record> type) {
        TOP_LEVEL.get(type);
    }

    /** A record filled from any section; the way for files of other kinds. */
    public static <R extends Record> R read(Class<R> type, SectionView section) {
        boolean isTopLevel = section.definition() == Catalogue.top();
        Plan plan = isTopLevel ? TOP_LEVEL.get(type) : plan(type, section.definition());
        return type.cast(plan.fill(section));
    }

    /** How a record is made from a section: one function per component. */
    private record Plan(Constructor<?> constructor, List<Function<SectionView, Object>> components) {
        Object fill(SectionView section) {
            Object[] arguments = components.stream()
                    .map(component -> component.apply(section))
                    .toArray();
            try {
                return constructor.newInstance(arguments);
            } catch (InvocationTargetException e) {
                if (e.getCause() instanceof RuntimeException cause) {
                    throw cause;
                }
                throw new IllegalStateException(e);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static Plan plan(Class<?> type, SectionDefinition definition) {
        if (!type.isRecord()) {
            throw new IllegalStateException(type.getName() + " is not a record");
        }
        RecordComponent[] components = type.getRecordComponents();
        try {
            var constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return new Plan(
                    constructor,
                    Arrays.stream(components)
                            .map(component -> component(component, definition))
                            .toList());
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Function<SectionView, Object> component(RecordComponent component, SectionDefinition definition) {
        Setting annotation = component.getAnnotation(Setting.class);
        if (annotation == null && component.getType().isRecord()) {
            return plan(component.getType(), definition)::fill;
        }
        if (annotation == null) {
            throw unfit(component, "has no @Setting");
        }
        String name = annotation.value();
        if (isName(name, definition) && component.getType() == String.class) {
            return SectionView::name;
        }
        return switch (definition.entry(name).orElse(null)) {
            case null -> throw unfit(component, "there is no setting " + name + " in " + place(definition));
            case SettingDefinition setting -> setting(component, setting);
            case MapDefinition map -> {
                if (component.getType() != Map.class) {
                    throw unfit(component, map.name() + " is a Map<String, String>");
                }
                yield section -> strings(section, map);
            }
            case ListDefinition list -> list(component, list);
        };
    }

    private static boolean isName(String name, SectionDefinition definition) {
        return definition.setting(name).isEmpty()
                && !definition.path().isEmpty()
                && (name.equals("name") || name.equals(definition.nameKey()));
    }

    private static Function<SectionView, Object> setting(RecordComponent component, SettingDefinition setting) {
        ValueReader reader = ValueReader.of(setting, component.getType(), component.getGenericType())
                .orElseThrow(() -> unfit(component, setting.name() + " is a " + setting.type()));
        return section -> reader.read(section.text(setting));
    }

    private static Map<String, String> strings(SectionView section, MapDefinition map) {
        var strings = new LinkedHashMap<String, String>();
        section.map(map.name()).forEach((key, value) -> strings.put(key, value.text()));
        return Collections.unmodifiableMap(strings);
    }

    private static Function<SectionView, Object> list(RecordComponent component, ListDefinition list) {
        if (component.getType() == List.class
                && component.getGenericType() instanceof ParameterizedType generic
                && isRecord(generic.getActualTypeArguments()[0])) {
            Plan plan = plan((Class<?>) generic.getActualTypeArguments()[0], list.section());
            return section -> section.sections(list).stream().map(plan::fill).toList();
        }
        throw unfit(component, list.name() + " is a List of records");
    }

    private static boolean isRecord(Type type) {
        return type instanceof Class<?> c && c.isRecord();
    }

    private static String place(SectionDefinition definition) {
        return definition.path().isEmpty() ? "the catalogue" : definition.path();
    }

    private static IllegalStateException unfit(RecordComponent component, String reason) {
        return new IllegalStateException(
                component.getDeclaringRecord().getName() + "." + component.getName() + ": " + reason);
    }
}
