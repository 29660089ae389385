package org.mailloft.conf.catalogue;

/** What a section may contain. */
public sealed interface Entry permits SettingDefinition, MapDefinition, ListDefinition {
    String name();
}
