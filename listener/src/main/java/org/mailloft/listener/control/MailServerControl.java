package org.mailloft.listener.control;

import java.util.List;
import java.util.UUID;
import org.mailloft.listener.state.Place;

/** What the listener has done in the mail server. Every operation may be repeated. Thread safe. */
public interface MailServerControl {

    /** Makes the server ask the directory again about these login names, known ones and unknown ones. */
    Outcome flushAuthCache(List<String> users);

    /** Makes the server ask the directory again who is in which group. */
    Outcome flushGroupCache();

    /** Ends all sessions of a user, if there are any. */
    Outcome kick(String user);

    /**
     * Makes a home, or finds the object's own there. A home of somebody else at this place is put aside; so this is only
     * for a place that belongs to no other object.
     *
     * @param adopt whether a home without a label is taken for the object's own instead of put aside
     */
    Outcome createHome(UUID id, Place place, boolean adopt);

    /** {@link #flushAuthCache} and {@link #createHome}, as most new mailboxes need it. */
    default Outcome createMailbox(List<String> users, UUID id, Place place, boolean adopt) {
        Outcome flushed = flushAuthCache(users);
        return flushed instanceof Outcome.Done ? createHome(id, place, adopt) : flushed;
    }

    /**
     * Moves the object's home, from where it was or wherever it was put aside in between, to a place of nobody else.
     * From a place to itself brings back what was put aside. What is nowhere is not moved, and that is fine.
     */
    Outcome moveHome(UUID id, Place from, Place to);

    /** Takes the object's home out of the way, for {@link #moveHome} to find. */
    Outcome detachHome(UUID id, Place place);

    /**
     * Takes the object's home out of the way and keeps it: {@link #moveHome} from this place to itself brings it back, and a
     * person can. A home of another object stays.
     */
    Outcome parkHome(UUID id, Place place, String reason);

    /** Puts the object's home where it is deleted from after the retention time. A home of another object stays. */
    Outcome buryHome(UUID id, Place place, String reason);

    /** From now on a home without a label belongs to nobody. */
    Outcome finishAdoption();

    /**
     * All homes, those put aside too.
     *
     * @throws java.io.UncheckedIOException when the server cannot be asked
     */
    List<Home> homes();

    /** How an operation ended. */
    sealed interface Outcome {

        /** @param emptied places where the object's home is not any more, and whence it will not be fetched */
        record Done(List<Place> emptied) implements Outcome {

            public Done {
                emptied = List.copyOf(emptied);
            }

            public Done() {
                this(List.of());
            }
        }

        /** Not now; it may well work later, for this object. */
        record Later(String reason) implements Outcome {}

        /** It does not work for this object. */
        record Refused(String reason) implements Outcome {}

        /** The server cannot be asked at all. */
        record Unavailable(String reason) implements Outcome {}
    }
}
