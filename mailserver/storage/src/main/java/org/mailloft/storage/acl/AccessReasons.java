package org.mailloft.storage.acl;

import java.util.List;

/**
 * Why somebody has the rights on a mailbox that he has: every entry that was looked at, and what came of it.
 *
 * @param rights what he has as a client
 * @param own whether it is his own mailbox, where he begins with all rights
 * @param entries for the mailbox, in the order they are applied
 * @param defaults entries for its namespace, which hold because none for the mailbox is about him
 * @param problems places in files that cannot be read; because of one, nobody has any right
 */
public record AccessReasons(
        Rights rights, boolean own, List<Reason> entries, List<Reason> defaults, List<String> problems) {

    public AccessReasons {
        entries = List.copyOf(entries);
        defaults = List.copyOf(defaults);
        problems = List.copyOf(problems);
    }

    /** What became of an entry. */
    public enum Effect {
        COUNTS,
        /** It is about others. */
        ABOUT_OTHERS,
        /** It is about him, but only one of his kind or his own counts for an owner. */
        OWNER_EXEMPT,
        /** It is about him, and a later entry took its place. */
        REPLACED
    }

    /** @param line from 1 */
    public record Place(String file, int line) {}

    /** @param places where it is written; several lines of one identifier are one entry */
    public record Reason(AclEntry entry, Effect effect, List<Place> places) {
        public Reason {
            places = List.copyOf(places);
        }
    }
}
