package org.mailloft.routing;

/**
 * One step from an address to where its mail goes.
 *
 * @param name of the object as people know it: login name, name of a group or list, or an address
 * @param dn the object's entry; empty for an address that is no object's
 */
public record Step(Kind kind, String name, String dn) {

    /** What the step is, with a phrase that names it. */
    public enum Kind {
        PRIMARY_ADDRESS("is the primary address of %s"),
        ALTERNATIVE_ADDRESS("is an alternative address of %s"),
        SHARED_FOLDER("is the address of shared folder %s"),
        GROUP("is the address of group %s"),
        LIST("is the address of list %s"),
        /** A group that is a member of the group before. */
        MEMBER_GROUP("with member group %s"),
        /** A person who is a member of the group before. */
        MEMBER("with member %s"),
        /** An address on the list before. */
        LIST_MEMBER("with member %s"),
        FORWARD("forwarded to %s"),
        KEPT_COPY("with a copy kept by %s"),
        HOME_SERVER("kept on %s");

        private final String phrase;

        Kind(String phrase) {
            this.phrase = phrase;
        }
    }

    /** For people: a part of a sentence that begins with the address before. */
    @Override
    public String toString() {
        return kind.phrase.formatted(name);
    }
}
