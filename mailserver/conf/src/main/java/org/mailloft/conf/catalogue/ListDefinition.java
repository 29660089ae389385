package org.mailloft.conf.catalogue;

/**
 * A list of sections, such as {@code namespace} or {@code passdb}.
 *
 * @param unfiltered must be the same for all connections
 */
public record ListDefinition(String name, SectionDefinition section, boolean unfiltered) implements Entry {}
