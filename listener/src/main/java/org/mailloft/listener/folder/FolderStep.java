package org.mailloft.listener.folder;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mailloft.listener.state.Folder;
import org.mailloft.listener.state.ObjectState;
import org.mailloft.listener.state.Place;
import org.mailloft.listener.state.Wanted;

/** One thing to do in the mail server; doing it twice changes nothing. */
sealed interface FolderStep {

    /** Addresses that the server may remember as known, or as unknown. */
    record Forget(List<String> addresses) implements FolderStep {}

    record Kick(String address) implements FolderStep {}

    record CreateHome(Place place) implements FolderStep {}

    /** Folder and mailbox turn into each other by this too. */
    record MoveHome(Place from, Place to) implements FolderStep {}

    /** Out of the way, to be found again. */
    record DetachHome(Place place) implements FolderStep {}

    record BuryHome(Place place, String reason) implements FolderStep {}

    /** Makes the mail server's configuration say what is wanted of this folder. */
    record Declare(Optional<Folder> folder) implements FolderStep {}

    /** All rights that the directory gives, and no others of it. */
    record Prescribe(Place place, List<String> entries) implements FolderStep {}

    /** Nobody sees a name any more. */
    record Unsubscribe(String mailbox) implements FolderStep {}

    /** For people. */
    default String text() {
        return switch (this) {
            case Forget(var addresses) -> "forget logins of " + String.join(", ", addresses);
            case Kick(var address) -> "end sessions of " + address;
            case CreateHome(var place) -> "make " + place;
            case MoveHome(var from, var to) -> "move " + from + " to " + to;
            case DetachHome(var place) -> "put " + place + " aside";
            case BuryHome(var place, var reason) -> "bury " + place + " (" + reason + ")";
            case Declare(var folder) ->
                folder.map(Folder::place).isPresent() ? "configure it" : "take it out of the configuration";
            case Prescribe(var place, var entries) ->
                "rights on " + place + ": " + (entries.isEmpty() ? "none" : String.join(", ", entries));
            case Unsubscribe(var mailbox) -> "end subscriptions to " + mailbox;
        };
    }

    /**
     * From wherever the folder is to what is wanted. Others lose their rights before it moves or goes, so that open
     * sessions notice; users lose their subscriptions when its name is another one.
     *
     * @param buries whether what nobody wants is deleted after a while; else it stays where it is
     */
    static List<FolderStep> of(ObjectState object, boolean buries) {
        Optional<Folder> done = object.done().map(Folder.class::cast);
        return switch (object.wanted()) {
            case Folder wanted -> present(object, done, wanted);
            case Wanted.Elsewhere _ -> withdraw(object, done);
            case Wanted.Nothing _ -> absent(object, done, buries);
            default -> List.of(); // nothing that a folder could become
        };
    }

    /** Gives all places up, because somebody else needs one of them before this folder can go where it wants to. */
    static List<FolderStep> vacate(ObjectState object) {
        var steps = withdraw(object, object.done().map(Folder.class::cast));
        object.homes().forEach(place -> steps.add(new DetachHome(place)));
        return steps;
    }

    private static List<FolderStep> present(ObjectState object, Optional<Folder> done, Folder wanted) {
        Place place = wanted.place().orElseThrow();
        List<Place> others = object.mayBeAt().stream()
                .filter(other -> !other.equals(place) || object.left().contains(other))
                .toList();
        boolean stays = done.flatMap(Folder::place).equals(Optional.of(place)) && others.isEmpty();
        var steps = new ArrayList<FolderStep>();
        object.homes().stream()
                .filter(other -> !other.equals(place))
                .forEach(other -> steps.add(new Prescribe(other, List.of())));
        steps.addAll(forget(done, wanted));
        others.forEach(other -> steps.add(new MoveHome(other, place)));
        if (!stays) {
            done.filter(former -> !former.address().equals(wanted.address()))
                    .flatMap(Folder::address)
                    .ifPresent(address -> steps.add(new Kick(address)));
            steps.addAll(forget(done, wanted));
            steps.add(new CreateHome(place));
        }
        steps.add(new Declare(Optional.of(wanted)));
        steps.add(new Prescribe(place, FolderRights.entries(wanted)));
        done.map(FolderStep::visibleName)
                .filter(name -> !name.equals(visibleName(wanted)))
                .ifPresent(name -> steps.add(new Unsubscribe(name)));
        return steps;
    }

    private static List<FolderStep> absent(ObjectState object, Optional<Folder> done, boolean buries) {
        var steps = withdraw(object, done);
        if (buries) {
            object.mayBeAt().forEach(place -> steps.add(new BuryHome(place, "not in the directory any more")));
        }
        return steps;
    }

    private static List<FolderStep> withdraw(ObjectState object, Optional<Folder> done) {
        var steps = new ArrayList<FolderStep>();
        object.homes().forEach(place -> steps.add(new Prescribe(place, List.of())));
        done.flatMap(Folder::address).ifPresent(address -> {
            steps.add(new Forget(List.of(address)));
            steps.add(new Kick(address));
            steps.add(new Forget(List.of(address)));
        });
        steps.add(new Declare(Optional.empty()));
        done.ifPresent(folder -> steps.add(new Unsubscribe(visibleName(folder))));
        return steps;
    }

    private static List<FolderStep> forget(Optional<Folder> done, Folder wanted) {
        var addresses = Stream.concat(done.flatMap(Folder::address).stream(), wanted.address().stream())
                .distinct()
                .toList();
        return addresses.isEmpty() ? List.of() : List.of(new Forget(addresses));
    }

    /** What users call its root. */
    static String visibleName(Folder folder) {
        return folder.address().map(FolderStep::sharedName).orElse(folder.name());
    }

    static String sharedName(String address) {
        return "shared/" + address;
    }
}
