package org.mailloft.listener.user;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mailloft.listener.state.Mailbox;
import org.mailloft.listener.state.ObjectState;
import org.mailloft.listener.state.Place;
import org.mailloft.listener.state.Wanted;
import org.mailloft.listener.work.HomePolicy;

/** One thing to do in the mail server; doing it twice changes nothing. */
sealed interface Step {

    String OTHER_ADDRESS = "has another address";

    record FlushAuthCache(List<String> users) implements Step {}

    record Kick(String user) implements Step {}

    /** With INBOX and all that the configuration wants in a new mailbox. */
    record CreateHome(Place place) implements Step {}

    record MoveHome(Place from, Place to) implements Step {}

    /** Out of the way, to be found again. */
    record DetachHome(Place place) implements Step {}

    /** Out of the way for good, unless a person, or its owner, comes back for it. */
    record ParkHome(Place place, String reason) implements Step {}

    record BuryHome(Place place, String reason) implements Step {}

    /** For people. */
    default String text() {
        return switch (this) {
            case FlushAuthCache(var users) -> "forget logins of " + String.join(", ", users);
            case Kick(var user) -> "end sessions of " + user;
            case CreateHome(var place) -> "make " + place;
            case MoveHome(var from, var to) -> "move " + from + " to " + to;
            case DetachHome(var place) -> "put " + place + " aside for a moment";
            case ParkHome(var place, var reason) -> "park " + place + " (" + reason + ")";
            case BuryHome(var place, var reason) -> "bury " + place + " (" + reason + ")";
        };
    }

    /**
     * From wherever the object is to what is wanted; the decision table of the mailbox.
     *
     * <p>Who loses an address is forgotten, thrown out and forgotten once more: a login that was on its way during the
     * first may have been remembered again. Who gets one is forgotten first: the server may remember that there is no
     * such user.
     */
    static List<Step> of(ObjectState object, HomePolicy policy) {
        Optional<Mailbox> done = object.done().map(Mailbox.class::cast);
        return switch (object.wanted()) {
            case Mailbox wanted -> present(object, done, wanted, policy);
            case Wanted.Elsewhere _ -> end(done, Optional.empty());
            case Wanted.Nothing _ -> absent(object, done, policy);
            default -> List.of(); // nothing that a mailbox could become
        };
    }

    /** Gives all places up, because somebody else needs one of them before this object can go where it wants to. */
    static List<Step> vacate(ObjectState object, HomePolicy policy) {
        var steps = end(object.done().map(Mailbox.class::cast), Optional.empty());
        for (Place place : object.homes()) {
            steps.add(policy.moves() ? new DetachHome(place) : putAside(place, policy));
        }
        return steps;
    }

    /** Whether anybody has to be asked about the policy. */
    static boolean needsPolicy(ObjectState object) {
        return switch (object.wanted()) {
            case Mailbox wanted -> !elsewhere(object, wanted.place()).isEmpty();
            case Wanted.Nothing _ -> true;
            default -> false;
        };
    }

    private static List<Step> present(ObjectState object, Optional<Mailbox> done, Mailbox wanted, HomePolicy policy) {
        Place place = wanted.place().orElseThrow();
        List<Place> others = elsewhere(object, wanted.place());
        boolean stays = done.flatMap(Mailbox::place).equals(Optional.of(place)) && others.isEmpty();
        if (stays) {
            return mustLogInAgain(done.get(), wanted)
                    ? end(done, Optional.of(wanted))
                    : flush(done, Optional.of(wanted));
        }
        var steps = end(done, Optional.of(wanted));
        others.forEach(other -> steps.add(bring(object, other, place, policy)));
        if (!policy.moves() && !others.isEmpty() && !others.contains(place)) {
            steps.add(new MoveHome(place, place)); // parked when the object left this place another time
        }
        if (done.isPresent()) {
            steps.addAll(end(done, Optional.of(wanted))); // whoever came in before the home was gone
        }
        steps.add(new CreateHome(place));
        return steps;
    }

    private static List<Step> absent(ObjectState object, Optional<Mailbox> done, HomePolicy policy) {
        var steps = end(done, Optional.empty());
        if (policy.buries()) {
            String reason = object.inDirectory() ? "has no address any more" : "not in the directory any more";
            object.mayBeAt().forEach(place -> steps.add(new BuryHome(place, reason)));
        }
        return steps;
    }

    /**
     * What was left at the same address always comes back; anything else is a change of the address. A home that does not
     * follow it is put aside at once, so that nobody has two; one that was left behind may be the only copy.
     */
    private static Step bring(ObjectState object, Place from, Place to, HomePolicy policy) {
        if (policy.moves() || from.equals(to)) {
            return new MoveHome(from, to);
        }
        return object.homes().contains(from) ? putAside(from, policy) : new ParkHome(from, OTHER_ADDRESS);
    }

    private static Step putAside(Place place, HomePolicy policy) {
        return policy.buries() ? new BuryHome(place, OTHER_ADDRESS) : new ParkHome(place, OTHER_ADDRESS);
    }

    private static boolean mustLogInAgain(Mailbox done, Mailbox wanted) {
        boolean otherPassword = !done.credentials().isEmpty()
                && !wanted.credentials().isEmpty()
                && !done.credentials().equals(wanted.credentials());
        return otherPassword || (wanted.disabled() && !done.disabled());
    }

    private static List<Step> end(Optional<Mailbox> done, Optional<Mailbox> wanted) {
        var steps = flush(done, wanted);
        if (done.isPresent()) {
            steps.add(new Kick(done.get().address()));
            steps.addAll(flush(done, wanted));
        }
        return steps;
    }

    /** Every name that any of these states of a mailbox has: new ones may be remembered as unknown, old ones as known. */
    private static List<Step> flush(Optional<Mailbox> done, Optional<Mailbox> wanted) {
        var names = Stream.concat(done.stream(), wanted.stream())
                .flatMap(mailbox -> Stream.concat(Stream.of(mailbox.address()), mailbox.names().stream()))
                .distinct()
                .toList();
        return new ArrayList<>(names.isEmpty() ? List.of() : List.of(new FlushAuthCache(names)));
    }

    /** Where the home may be other than at this place; what was left at this place may have been put aside since. */
    private static List<Place> elsewhere(ObjectState object, Optional<Place> target) {
        return object.mayBeAt().stream()
                .filter(place ->
                        !Optional.of(place).equals(target) || object.left().contains(place))
                .toList();
    }
}
