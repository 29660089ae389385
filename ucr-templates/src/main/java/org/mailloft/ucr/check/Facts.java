package org.mailloft.ucr.check;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeMap;
import org.mailloft.ucr.Layer;
import org.mailloft.ucr.Values;

/** The effective values, as rules ask for them. */
final class Facts {

    private final Values values;
    private final SortedSet<String> keys;

    Facts(Values values) {
        this.values = values;
        this.keys = values.keys();
    }

    /** The value; empty when it is not set, and when it is set to nothing. */
    Optional<String> text(String key) {
        return values.get(key).filter(value -> !value.isEmpty());
    }

    String text(String key, String otherwise) {
        return text(key).orElse(otherwise);
    }

    boolean isTrue(String key, boolean otherwise) {
        return values.isTrue(key, otherwise);
    }

    /** The value as a whole number that is not negative; empty when it is not set, or is none. */
    OptionalInt number(String key) {
        // as the type allows it: with a sign and zeros in front
        var text = values.get(key).orElse("");
        var digits = text.startsWith("+") ? text.substring(1) : text;
        boolean isNumber =
                !digits.isEmpty() && digits.length() < 19 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        long number = isNumber ? Long.parseLong(digits) : -1;
        return number >= 0 && number <= Integer.MAX_VALUE ? OptionalInt.of((int) number) : OptionalInt.empty();
    }

    int number(String key, int otherwise) {
        return number(key).orElse(otherwise);
    }

    /** As {@link #number(String)}, only when somebody set it, and not the descriptions' default. */
    OptionalInt ownNumber(String key) {
        return isOwn(key) ? number(key) : OptionalInt.empty();
    }

    /** Whether it comes from more than the descriptions. */
    boolean isOwn(String key) {
        return values.layerOf(key).filter(layer -> layer != Layer.DEFAULT).isPresent();
    }

    /** All keys that begin with the prefix, without it, and their values. */
    Map<String, String> family(String prefix) {
        var family = new TreeMap<String, String>();
        for (var key : keys.tailSet(prefix)) {
            if (!key.startsWith(prefix)) {
                break;
            }
            family.put(key.substring(prefix.length()), values.get(key).orElse(""));
        }
        return family;
    }
}
