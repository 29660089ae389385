package org.mailloft.storage.personal;

import java.util.function.UnaryOperator;
import org.mailloft.storage.MailStore;
import org.mailloft.storage.NamespaceSettings;
import org.mailloft.storage.StorageSettings;

/** Puts the flags that readers have for themselves around the stores of users; below it lies the mail of others. Any thread. */
public final class PersonalLayer implements UnaryOperator<MailStore> {

    private final MarkBooks books;
    private final boolean needed;
    private final int maxKeywordCharacters;

    /** @param books the same for all layers of a server */
    public PersonalLayer(StorageSettings settings, MarkBooks books) {
        this.books = books;
        this.needed = settings.namespaces().stream().anyMatch(PersonalLayer::hasOwnFlags);
        this.maxKeywordCharacters = settings.maxKeywordLength();
    }

    private static boolean hasOwnFlags(NamespaceSettings namespace) {
        return !namespace.type().equals("private")
                && (namespace.location().contains(":INDEXPVT=")
                        || namespace.location().contains(":CONTROL="));
    }

    /** The same store where nobody has flags of his own. */
    @Override
    public MailStore apply(MailStore store) {
        return needed ? new PersonalStore(store, books, maxKeywordCharacters) : store;
    }
}
