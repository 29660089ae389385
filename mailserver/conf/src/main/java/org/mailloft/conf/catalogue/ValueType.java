package org.mailloft.conf.catalogue;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;

/** Types of values: what may be written in a file, and how {@code doveconf} prints it. */
public enum ValueType {
    BOOL {
        @Override
        String canonical(String text, List<String> choices) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "yes", "y", "1" -> "yes";
                case "no" -> "no";
                default -> throw new BadValue("Invalid boolean value: " + text + " (use yes or no)");
            };
        }
    },
    UINT {
        @Override
        String canonical(String text, List<String> choices) {
            return Long.toString(parseUint(text));
        }
    },
    /** File modes: octal with a leading 0, decimal without. */
    OCTAL {
        @Override
        String canonical(String text, List<String> choices) {
            if (!text.startsWith("0")) {
                return "0" + Long.toOctalString(parseUint(text));
            }
            if (!text.matches("[0-7]{1,12}")) {
                throw new BadValue("Invalid number: " + text);
            }
            return "0" + Long.toOctalString(Long.parseLong(text, 8));
        }
    },
    /** Whole seconds. */
    TIME {
        @Override
        String canonical(String text, List<String> choices) {
            return TimeText.print(TimeText.parse(text, 1000));
        }
    },
    MILLIS {
        @Override
        String canonical(String text, List<String> choices) {
            return TimeText.print(TimeText.parse(text, 1));
        }
    },
    /** Octets. */
    SIZE {
        @Override
        String canonical(String text, List<String> choices) {
            return SizeText.print(SizeText.parse(text));
        }
    },
    STRING {
        @Override
        String canonical(String text, List<String> choices) {
            return text;
        }
    },
    /** Text with %variables that are expanded for every user. */
    TEMPLATE {
        @Override
        String canonical(String text, List<String> choices) {
            return text;
        }
    },
    ENUM {
        @Override
        String canonical(String text, List<String> choices) {
            if (!choices.contains(text)) {
                throw new BadValue("Invalid value: " + text);
            }
            return text;
        }
    },
    PORT {
        @Override
        String canonical(String text, List<String> choices) {
            if (!text.matches("[0-9]{1,10}") || Long.parseLong(text) > 65_535) {
                throw new BadValue("Invalid port number " + text);
            }
            return Integer.toString(Integer.parseInt(text));
        }
    };

    private static final BigInteger MAX_UINT = BigInteger.valueOf(0xFFFF_FFFFL);

    abstract String canonical(String text, List<String> choices);

    private static long parseUint(String text) {
        boolean negative = text.matches("-[0-9]+");
        if (!negative && !text.matches("[0-9]+")) {
            throw new BadValue("Invalid number " + text + ": Not a valid number");
        }
        if (negative) {
            throw new BadValue("Invalid number " + text + ": Number too small");
        }
        if (new BigInteger(text).compareTo(MAX_UINT) > 0) {
            throw new BadValue("Invalid number " + text + ": Number too large");
        }
        return Long.parseLong(text);
    }
}
