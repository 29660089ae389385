package org.mailloft.firewall;

import java.util.Optional;
import java.util.regex.Pattern;

/** Ports from {@code low} to {@code high}, both among them: 1 to 65535. */
public record PortRange(int low, int high) {

    private static final int LAST = 65_535;
    private static final Pattern SYNTAX = Pattern.compile("([0-9]{1,5})(?::([0-9]{1,5}))?");

    public static PortRange of(int port) {
        return new PortRange(port, port);
    }

    /** {@code PORT} or {@code LOW:HIGH}; empty when it is neither. */
    public static Optional<PortRange> parse(String text) {
        var parts = SYNTAX.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        int low = Integer.parseInt(parts.group(1));
        int high = parts.group(2) == null ? low : Integer.parseInt(parts.group(2));
        return 1 <= low && low <= high && high <= LAST ? Optional.of(new PortRange(low, high)) : Optional.empty();
    }

    public boolean isOne() {
        return low == high;
    }

    int count() {
        return high - low + 1;
    }

    boolean contains(PortRange other) {
        return low <= other.low && other.high <= high;
    }

    boolean overlaps(PortRange other) {
        return low <= other.high && other.low <= high;
    }

    /** As variables have it: {@code LOW:HIGH}. */
    @Override
    public String toString() {
        return low == high ? "" + low : low + ":" + high;
    }
}
