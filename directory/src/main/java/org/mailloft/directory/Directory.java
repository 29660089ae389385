package org.mailloft.directory;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A directory that answers now. Thread safe; every call blocks for at most the configured time, waits included.
 *
 * <p>Every method throws {@link DirectoryUnavailable} when no server could be asked, and {@link DirectoryFailure} when
 * one answered with an error. A base or entry that does not exist is an empty answer for the reading methods and
 * {@link DirectoryFailure.Reason#NO_SUCH_OBJECT} for the changing ones.
 */
public interface Directory extends AutoCloseable {

    /**
     * Everything that matches, in the order of the server.
     *
     * @throws DirectoryFailure with {@link DirectoryFailure.Reason#LIMIT_EXCEEDED} when there are more entries than the
     *     search allows; a part of the answer is never returned as if it were the whole
     */
    List<Entry> search(Search search);

    /**
     * Hands over all matching entries one by one, page by page, however many there are; the size limit of the search is
     * ignored. The consumer runs on the calling thread and must not call this directory again.
     */
    void forEach(Search search, Consumer<Entry> consumer);

    /** One entry by name, with the given attributes, or all user attributes when none are given. */
    default Optional<Entry> read(String dn, String... attributes) {
        return search(Search.entry(dn, attributes)).stream().findFirst();
    }

    /**
     * Whether a simple bind with this name and password succeeds. An empty name or password is refused here: a server
     * takes such a bind as anonymous and says yes (RFC 4513 section 5.1.2).
     */
    boolean passwordMatches(String dn, String password);

    void add(Entry entry);

    /** All modifications or none (RFC 4511 section 4.6). */
    void modify(String dn, List<Modification> modifications);

    /**
     * Renames an entry, the old naming value goes.
     *
     * @param newRdn such as {@code uid=anna}; build it with {@link Dn#rdn}
     * @param newParent where the entry moves to, empty to leave it where it is
     */
    void rename(String dn, String newRdn, Optional<String> newParent);

    /** Deletes an entry without children. */
    void delete(String dn);

    @Override
    void close();
}
