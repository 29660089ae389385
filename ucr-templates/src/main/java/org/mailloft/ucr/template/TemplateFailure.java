package org.mailloft.ucr.template;

import java.nio.file.Path;
import java.util.Optional;

/** A template, an info file or a value in it that does not work. Nothing was written. */
public final class TemplateFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Path source;
    private final int line;
    private final transient Optional<String> variable;

    /**
     * @param source the template or info file
     * @param line in it, from 1; 0 when unknown
     * @param variable the one whose value is at fault
     * @param reason a sentence without the above
     */
    public TemplateFailure(Path source, int line, Optional<String> variable, String reason) {
        super(reason, null, false, false);
        this.source = source;
        this.line = line;
        this.variable = variable;
    }

    public Path source() {
        return source;
    }

    public int line() {
        return line;
    }

    public Optional<String> variable() {
        return variable;
    }
}
