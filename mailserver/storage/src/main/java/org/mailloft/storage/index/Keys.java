package org.mailloft.storage.index;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The store's own names of a run of messages, kept as one block of octets: a String each would cost twice the memory.
 *
 * @param octets all names, one after the other, ISO 8859-1
 * @param ends where each name ends in {@code octets}
 */
record Keys(byte[] octets, int[] ends) {

    static final Keys NONE = new Keys(new byte[0], new int[0]);

    int count() {
        return ends.length;
    }

    int start(int n) {
        return n == 0 ? 0 : ends[n - 1];
    }

    String get(int n) {
        int start = start(n);
        return new String(octets, start, ends[n] - start, StandardCharsets.ISO_8859_1);
    }

    /** Collects names. */
    static final class Builder {
        /** What names of files mostly have. */
        private static final int USUAL_OCTETS = 48;

        private byte[] octets;
        private int[] ends;
        private int count;

        /** @param names that will be added, about */
        Builder(int names) {
            octets = new byte[names * USUAL_OCTETS];
            ends = new int[names];
        }

        /** Adds {@code from} up to, but not including, {@code to}. */
        void add(Keys keys, int from, int to) {
            int start = keys.start(from);
            int shift = addOctets(keys.octets, start, keys.start(to) - start) - start;
            reserve(to - from);
            for (int n = from; n < to; n++) {
                ends[count++] = keys.ends[n] + shift;
            }
        }

        void add(String key) {
            var bytes = key.getBytes(StandardCharsets.ISO_8859_1);
            int start = addOctets(bytes, 0, bytes.length);
            reserve(1);
            ends[count++] = start + bytes.length;
        }

        /** Where they begin now. */
        private int addOctets(byte[] from, int start, int length) {
            int at = count == 0 ? 0 : ends[count - 1];
            if (at + length > octets.length) {
                octets = Arrays.copyOf(octets, Math.max(octets.length * 2, at + length));
            }
            System.arraycopy(from, start, octets, at, length);
            return at;
        }

        private void reserve(int more) {
            if (count + more > ends.length) {
                ends = Arrays.copyOf(ends, Math.max(count * 2, count + more));
            }
        }

        Keys build() {
            return count == 0 ? NONE : new Keys(Arrays.copyOf(octets, ends[count - 1]), Arrays.copyOf(ends, count));
        }
    }
}
