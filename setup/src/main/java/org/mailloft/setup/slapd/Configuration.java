package org.mailloft.setup.slapd;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailloft.directory.Directory;
import org.mailloft.directory.Dn;
import org.mailloft.directory.Entry;
import org.mailloft.directory.Filter;
import org.mailloft.directory.Search;

/**
 * What a slapd has in {@code cn=config}. Names and values there carry numbers in braces that say in which order they
 * count; {@link #bare} takes them off.
 */
record Configuration(List<Entry> entries) {

    private static final String ROOT = "cn=config";

    Configuration {
        entries = List.copyOf(entries);
    }

    static Configuration read(Directory directory) {
        var entries = new ArrayList<Entry>();
        directory.forEach(Search.below(ROOT, Filter.present("objectClass")), entries::add);
        return new Configuration(entries);
    }

    Entry global() {
        return entry(ROOT).orElseGet(() -> Entry.named(ROOT).build());
    }

    private Optional<Entry> entry(String dn) {
        return entries.stream().filter(entry -> Dn.same(entry.dn(), dn)).findFirst();
    }

    /** Databases that hold entries, and not slapd's own ones. */
    List<Entry> databases() {
        return entries.stream()
                .filter(entry -> entry.hasObjectClass("olcDatabaseConfig"))
                .filter(entry -> !List.of("frontend", "config", "monitor").contains(bare(first(entry, "olcDatabase"))))
                .toList();
    }

    Entry frontend() {
        return entries.stream()
                .filter(entry -> bare(first(entry, "olcDatabase")).equals("frontend"))
                .findFirst()
                .orElseGet(() -> Entry.named("olcDatabase={-1}frontend," + ROOT).build());
    }

    Optional<Entry> schema(String name) {
        return entries.stream()
                .filter(entry -> entry.hasObjectClass("olcSchemaConfig"))
                .filter(entry -> bare(first(entry, "cn")).equals(name))
                .findFirst();
    }

    /** The entry that names the modules to load. */
    Optional<Entry> modules() {
        return entries.stream()
                .filter(entry -> entry.hasObjectClass("olcModuleList"))
                .findFirst();
    }

    /** Whether a module is loaded, however its name is written. */
    boolean hasModule(String name) {
        return entries.stream()
                .filter(entry -> entry.hasObjectClass("olcModuleList"))
                .flatMap(entry -> entry.values("olcModuleLoad").stream())
                .map(module -> bare(module).replaceFirst(".*/", "").replaceFirst("\\.(la|so)$", ""))
                .anyMatch(name::equals);
    }

    Optional<Entry> overlay(Entry database, String name) {
        return entries.stream()
                .filter(entry -> bare(first(entry, "olcOverlay")).equals(name))
                .filter(entry -> Dn.same(Dn.parent(entry.dn()), database.dn()))
                .findFirst();
    }

    /** A value without the number in front. */
    static String bare(String value) {
        return value.replaceFirst("^\\{-?[0-9]+}", "");
    }

    private static String first(Entry entry, String attribute) {
        return entry.first(attribute).orElse("");
    }
}
