package org.mailloft.ucr.cli;

import java.util.List;

/** An option as it may be typed: all its names, the first is the one it is asked for by. */
record Option(List<String> names, boolean takesValue) {

    static Option flag(String... names) {
        return new Option(List.of(names), false);
    }

    static Option text(String... names) {
        return new Option(List.of(names), true);
    }

    String name() {
        return names.getFirst();
    }
}
