package org.mailloft.ucr;

import java.nio.charset.StandardCharsets;
import java.util.AbstractMap;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * The values of a layer's file. The text is taken apart when it has to be: who asks for a few keys only has them looked for
 * in the text, which is much less work for a command that is over before its code was compiled. Immutable.
 */
final class LayerValues extends AbstractMap<String, String> {

    /** So many keys are looked for before the text is taken apart. */
    private static final int SEARCHES = 8;

    /** Of a file that is not there. */
    static final LayerValues NONE = new LayerValues("", "");

    private final String text;
    private final String sum;
    // of several threads each may do the work, for the same result
    private volatile Map<String, String> parsed;
    private int searches;

    private LayerValues(String text, String sum) {
        this.text = text;
        this.sum = sum;
    }

    /** @return empty when the content is damaged: not UTF-8, or fewer than two lines */
    static Optional<LayerValues> of(byte[] octets) {
        var found = new String(octets, StandardCharsets.UTF_8);
        // what was replaced may have been broken, or may have been written like that
        boolean whole = found.indexOf('\uFFFD') < 0 || Arrays.equals(octets, found.getBytes(StandardCharsets.UTF_8));
        var text = LayerText.withPlainLineEnds(found);
        int first = text.indexOf('\n');
        return whole && first >= 0 && first + 1 < text.length()
                ? Optional.of(new LayerValues(text, sum(octets)))
                : Optional.empty();
    }

    /** What tells this content from any other: its length in octets and its CRC-32. */
    static String sum(byte[] octets) {
        var sum = new CRC32();
        sum.update(octets, 0, octets.length);
        return octets.length + "-" + Long.toHexString(sum.getValue());
    }

    /** See {@link #sum(byte[])}; empty for a file that is not there. */
    String sum() {
        return sum;
    }

    @Override
    public String get(Object key) {
        return parsed == null && searches++ < SEARCHES && key instanceof String word
                ? LayerText.find(text, word)
                : all().get(key);
    }

    @Override
    public boolean containsKey(Object key) {
        return get(key) != null;
    }

    @Override
    public Set<Entry<String, String>> entrySet() {
        return all().entrySet();
    }

    private Map<String, String> all() {
        if (parsed == null) {
            parsed = Collections.unmodifiableMap(LayerText.parse(text));
        }
        return parsed;
    }
}
