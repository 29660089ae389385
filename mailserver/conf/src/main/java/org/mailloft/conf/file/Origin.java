package org.mailloft.conf.file;

/**
 * Where something was written.
 *
 * @param file as named when it was opened
 * @param line counted from 1
 */
public record Origin(String file, int line) {
    /** {@code file:line}, as in Dovecot's messages about sections. */
    @Override
    public String toString() {
        return file + ":" + line;
    }
}
