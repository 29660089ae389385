package org.mailloft.conf.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The services that exist without being configured, read from the resource {@code services.conf}. */
final class DefaultServices {
    private static final Section TOP = read();

    private DefaultServices() {}

    /** A top level that has nothing but services. */
    static Section top() {
        return TOP;
    }

    private static Section read() {
        try (var in = DefaultServices.class.getResourceAsStream("services.conf")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return ConfParser.parse("services.conf", text, ConfParser.Expansion.NONE, Map.of())
                    .blocks()
                    .getFirst()
                    .top();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
