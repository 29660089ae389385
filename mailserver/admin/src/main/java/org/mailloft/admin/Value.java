package org.mailloft.admin;

import java.io.IOException;
import java.io.InputStream;

/** A value in a row. */
public sealed interface Value {

    record Text(String text) implements Value {}

    /** Octets that need not fit into memory, opened when they are written. */
    record Content(Source source) implements Value {}

    /** Opens content; the caller closes it. */
    interface Source {
        InputStream open() throws IOException;
    }
}
