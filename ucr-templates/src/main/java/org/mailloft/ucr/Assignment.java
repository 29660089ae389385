package org.mailloft.ucr;

import java.util.Map;

/** One wish of {@code ucr set} or {@code unset}. */
public sealed interface Assignment {

    String key();

    /**
     * Carries it out.
     *
     * @param layer what the layer has, and will have
     * @return whether it did anything; setting the value that is there already does
     */
    boolean apply(Map<String, String> layer);

    /** {@code key=value} */
    record Set(String key, String value) implements Assignment {
        @Override
        public boolean apply(Map<String, String> layer) {
            layer.put(key, LayerText.oneLine(value));
            return true;
        }
    }

    /** {@code key?value}: only when the target layer does not have the key. */
    record SetIfAbsent(String key, String value) implements Assignment {
        @Override
        public boolean apply(Map<String, String> layer) {
            return layer.putIfAbsent(key, LayerText.oneLine(value)) == null;
        }
    }

    record Unset(String key) implements Assignment {
        @Override
        public boolean apply(Map<String, String> layer) {
            return layer.remove(key) != null;
        }
    }
}
