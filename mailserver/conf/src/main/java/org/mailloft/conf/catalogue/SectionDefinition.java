package org.mailloft.conf.catalogue;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A kind of section: what it may contain. The top level of a file is one too. */
public final class SectionDefinition {
    private final String path;
    private final boolean mergedByName;
    private final String nameKey;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    SectionDefinition(String path, boolean mergedByName, String nameKey) {
        this.path = path;
        this.mergedByName = mergedByName;
        this.nameKey = nameKey;
    }

    void add(Entry entry) {
        if (entries.putIfAbsent(entry.name(), entry) != null) {
            throw new IllegalStateException("Twice in the catalogue: " + path + "/" + entry.name());
        }
    }

    /** Such as {@code service/unix_listener}; empty for the top level. */
    public String path() {
        return path;
    }

    /** Whether two sections of the same name are one ({@code namespace}); if not, every one is new ({@code passdb}). */
    public boolean isMergedByName() {
        return mergedByName;
    }

    /** The word for the name of a section in flat listings. */
    public String nameKey() {
        return nameKey;
    }

    /** Whether this key, set within a section that has a name at its head, is another name for it. */
    public boolean isName(String key) {
        return mergedByName && key.equals(nameKey);
    }

    /** In the order of Dovecot's flat listing. */
    public Collection<Entry> entries() {
        return entries.values();
    }

    public Optional<Entry> entry(String name) {
        return Optional.ofNullable(entries.get(name));
    }

    public Optional<SettingDefinition> setting(String name) {
        return entries.get(name) instanceof SettingDefinition setting ? Optional.of(setting) : Optional.empty();
    }
}
