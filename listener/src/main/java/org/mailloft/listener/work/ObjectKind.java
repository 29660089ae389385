package org.mailloft.listener.work;

import java.util.List;
import org.mailloft.directory.Entry;
import org.mailloft.directory.mail.MalformedObject;
import org.mailloft.listener.control.MailServerControl.Outcome;
import org.mailloft.listener.state.ObjectState;
import org.mailloft.listener.state.Present;
import org.mailloft.listener.state.Wanted;

/** One kind of objects in the directory that the mail server has to follow. Thread safe. */
public interface ObjectKind {

    /** The attribute that differs whenever an entry does. */
    String REVISION = "entryCSN";

    /** Entries of this class are of this kind. */
    String objectClass();

    /** What {@link #read} looks at, beside {@code objectClass} and {@link #REVISION}. */
    List<String> attributes();

    /** What of the mail server this kind is about. */
    Class<? extends Present> type();

    /** What an entry of this kind wants on this host. */
    Wanted read(Entry entry) throws MalformedObject;

    /** Tells one state of an entry from another, also where the directory has no {@link #REVISION}. */
    static String revision(Entry entry) {
        return entry.first(REVISION).orElseGet(() -> Integer.toHexString(entry.hashCode()));
    }

    /**
     * Takes an object in the mail server from what is done to what is wanted. Whatever was done before, in part or
     * twice, the end is the same. One call at a time for an object. The place that is wanted is held by no other object
     * that the listener knows.
     *
     * @param object what is done is of this kind, or nothing; what is wanted is of this kind, or nothing here, but never
     *     malformed
     */
    Outcome provision(ObjectState object);

    /**
     * Gives up all places that the object has, because another object needs one of them before this one can go where it
     * wants to. {@link #provision} follows, and finds the mail again. May be repeated.
     */
    Outcome vacate(ObjectState object);

    /** Whether {@link #provision} would take a home away from the object: many of them at once are held back. */
    default boolean takesAway(ObjectState object) {
        return !object.homes().isEmpty() && object.wanted() instanceof Wanted.Nothing;
    }

    /** What {@link #provision} would do with this policy, for people; one step a line. */
    List<String> plan(ObjectState object, HomePolicy policy);
}
