package org.mailloft.conf.catalogue;

/** A section of free {@code key = value} pairs: {@code plugin}, {@code dict}. */
public record MapDefinition(String name) implements Entry {}
