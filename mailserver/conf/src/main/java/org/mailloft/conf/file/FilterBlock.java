package org.mailloft.conf.file;

import org.mailloft.conf.Filter;

/** All settings of one filter, wherever they were written; {@code origin} is where it was first opened. */
public record FilterBlock(Filter filter, Section top, Origin origin) {}
