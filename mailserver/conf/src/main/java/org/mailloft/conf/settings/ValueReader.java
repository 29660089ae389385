package org.mailloft.conf.settings;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.mailloft.conf.Secret;
import org.mailloft.conf.catalogue.SettingDefinition;
import org.mailloft.conf.catalogue.SizeText;
import org.mailloft.conf.catalogue.TimeText;

/** Turns the canonical text of a value into the type of a record component. */
@FunctionalInterface
interface ValueReader {
    Object read(String text);

    /** The reader for this setting and component type, or empty if they do not fit. */
    static Optional<ValueReader> of(SettingDefinition setting, Class<?> type, Type genericType) {
        return Optional.ofNullable(
                switch (setting.type()) {
                    case BOOL -> type == boolean.class ? text -> text.equals("yes") : null;
                    case UINT, PORT -> number(type, 10);
                    case OCTAL -> number(type, 8);
                    case TIME, MILLIS ->
                        type == Duration.class ? text -> Duration.ofMillis(TimeText.parse(text, 1)) : null;
                    case SIZE -> type == long.class ? text -> cut(SizeText.parse(text)) : null;
                    case STRING, TEMPLATE -> text(type, genericType);
                    case ENUM -> choice(setting, type);
                });
    }

    private static ValueReader number(Class<?> type, int radix) {
        if (type == int.class) {
            return text -> (int) Math.min(Integer.MAX_VALUE, Long.parseLong(text, radix));
        }
        return type == long.class ? text -> Long.parseLong(text, radix) : null;
    }

    private static long cut(BigInteger size) {
        return size.min(BigInteger.valueOf(Long.MAX_VALUE)).longValue();
    }

    private static ValueReader text(Class<?> type, Type genericType) {
        if (type == String.class) {
            return text -> text;
        }
        if (type == Secret.class) {
            return Secret::new;
        }
        if (type == Path.class) {
            return Path::of;
        }
        boolean isList = type == List.class
                && genericType instanceof ParameterizedType generic
                && generic.getActualTypeArguments()[0] == String.class;
        return isList
                ? text -> Stream.of(text.split("[ ,\t]+"))
                        .filter(word -> !word.isEmpty())
                        .toList()
                : null;
    }

    /** An enum must have a constant for every word; it may have more. */
    private static ValueReader choice(SettingDefinition setting, Class<?> type) {
        if (type == String.class) {
            return text -> text;
        }
        if (!type.isEnum()) {
            return null;
        }
        List<?> constants = Arrays.asList(type.getEnumConstants());
        boolean complete = setting.choices().stream()
                .allMatch(choice -> constants.stream().anyMatch(constant -> isNamed(constant, choice)));
        return complete
                ? text -> constants.stream()
                        .filter(constant -> isNamed(constant, text))
                        .findFirst()
                        .orElseThrow()
                : null;
    }

    private static boolean isNamed(Object constant, String choice) {
        return ((Enum<?>) constant)
                .name()
                .equals(choice.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
