package org.mailloft.conf.file;

/**
 * A value that was set.
 *
 * @param text in canonical form: {@code 64 k} where the file says {@code 65536}
 */
public record Value(String text, Origin origin) {}
