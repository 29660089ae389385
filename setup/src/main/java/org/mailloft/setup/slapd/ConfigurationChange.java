package org.mailloft.setup.slapd;

import java.util.List;
import org.mailloft.directory.Directory;
import org.mailloft.directory.Entry;
import org.mailloft.directory.Modification;

/** One operation on {@code cn=config}. */
sealed interface ConfigurationChange {

    void apply(Directory directory);

    record Addition(Entry entry) implements ConfigurationChange {
        @Override
        public void apply(Directory directory) {
            directory.add(entry);
        }
    }

    record Modified(String dn, List<Modification> modifications) implements ConfigurationChange {
        @Override
        public void apply(Directory directory) {
            directory.modify(dn, modifications);
        }
    }
}
