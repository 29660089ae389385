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
        private byte[] octets = new byte[256];
        private int[] ends = new int[8];
        private int count;

        void add(Keys from, int n) {
            int start = from.start(n);
            add(from.octets, start, from.ends[n] - start);
        }

        void add(String key) {
            var bytes = key.getBytes(StandardCharsets.ISO_8859_1);
            add(bytes, 0, bytes.length);
        }

        void add(byte[] from, int start, int length) {
            int end = count == 0 ? 0 : ends[count - 1];
            if (end + length > octets.length) {
                octets = Arrays.copyOf(octets, Math.max(octets.length * 2, end + length));
            }
            System.arraycopy(from, start, octets, end, length);
            if (count == ends.length) {
                ends = Arrays.copyOf(ends, count * 2);
            }
            ends[count++] = end + length;
        }

        Keys build() {
            return count == 0 ? NONE : new Keys(Arrays.copyOf(octets, ends[count - 1]), Arrays.copyOf(ends, count));
        }
    }
}
