package org.mailloft.listener;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.mailloft.listener.control.Home;
import org.mailloft.listener.state.ObjectState;
import org.mailloft.listener.state.Place;
import org.mailloft.listener.state.Present;
import org.mailloft.listener.work.HomePolicy;
import org.mailloft.listener.work.ObjectKind;

/** What would be done, and what is not as it should be, said in words. Nothing is changed. */
final class Preview {

    private final Collection<ObjectState> objects;
    private final List<ObjectKind> kinds;
    private final HomePolicy policy;
    private final List<Home> homes;
    private final Map<String, Home> there = new HashMap<>();
    private final Map<String, String> owners = new HashMap<>();

    Preview(Collection<ObjectState> objects, List<ObjectKind> kinds, HomePolicy policy, List<Home> homes) {
        this.objects = objects;
        this.kinds = kinds;
        this.policy = policy;
        this.homes = homes;
        homes.stream().filter(Home::isActive).forEach(home -> there.put(home.place(), home));
        objects.forEach(object -> owners.put(
                object.uuid().toString(),
                object.inDirectory() ? object.dn() : object.dn() + ", not in the directory any more"));
    }

    /**
     * Everything that is open, object by object.
     *
     * @param adopting whether mail that belongs to nobody goes to whoever has its address
     * @param guarded objects that are held back
     */
    String plan(boolean adopting, Predicate<ObjectState> guarded) {
        var text = new StringBuilder();
        int open = 0;
        for (ObjectState object : objects) {
            if (object.isOpen()) {
                open++;
                line(text, object.dn() + state(object, guarded));
                for (String step : steps(object)) {
                    line(text, "  " + step);
                }
                found(object, adopting).ifPresent(remark -> line(text, "  " + remark));
            }
        }
        for (Home home : unclaimed()) {
            if (home.id().isEmpty()) {
                line(text, home.place() + ": nobody has this place, the mail there stays");
            }
        }
        line(text, open == 0 ? "Nothing is to be done." : "Objects with something to do: " + open);
        return text.toString();
    }

    /** Where the homes in the mail server are not what the directory wants. */
    String diff() {
        var lines = new ArrayList<String>();
        for (ObjectState object : objects) {
            object.targetPlace().flatMap(place -> difference(object, place)).ifPresent(lines::add);
        }
        for (Home home : unclaimed()) {
            lines.add(home.place() + ": nobody has this place; there is mail" + owner(home));
        }
        var text = new StringBuilder();
        lines.forEach(each -> line(text, each));
        line(text, lines.isEmpty() ? "No differences." : "Differences: " + lines.size());
        return text.toString();
    }

    /** In use, at a place that is not wanted. */
    private List<Home> unclaimed() {
        Set<String> wanted = objects.stream()
                .flatMap(object -> object.targetPlace().stream())
                .map(Place::toString)
                .collect(Collectors.toSet());
        return homes.stream()
                .filter(home -> home.isActive() && !wanted.contains(home.place()))
                .toList();
    }

    private String state(ObjectState object, Predicate<ObjectState> guarded) {
        if (object.parked().isPresent()) {
            return " (parked: " + object.parked().get() + ")";
        }
        return guarded.test(object) ? " (held back)" : "";
    }

    private List<String> steps(ObjectState object) {
        Optional<Present> example = object.done().or(object::target);
        for (ObjectKind kind : kinds) {
            if (example.isEmpty() || kind.type().isInstance(example.get())) {
                return kind.plan(object, policy);
            }
        }
        return List.of();
    }

    /** What stands where the object's home is to be. */
    private Optional<String> found(ObjectState object, boolean adopting) {
        return object.targetPlace()
                .map(place -> there.get(place.toString()))
                .filter(home -> !home.id().equals(object.uuid().toString()))
                .map(home -> home.id().isEmpty()
                        ? "there is mail without an owner; it is " + (adopting ? "taken over" : "put aside")
                        : "there is mail" + owner(home) + "; it is put aside");
    }

    private Optional<String> difference(ObjectState object, Place place) {
        Home home = there.get(place.toString());
        if (home == null) {
            return Optional.of(place + ": no home, wanted by " + object.dn());
        }
        if (home.id().isEmpty()) {
            return Optional.of(place + ": has no label, wanted by " + object.dn());
        }
        return home.id().equals(object.uuid().toString())
                ? Optional.empty()
                : Optional.of(place + ": wanted by " + object.dn() + "; there is mail" + owner(home));
    }

    private String owner(Home home) {
        if (home.id().isEmpty()) {
            return "";
        }
        String owner = owners.get(home.id());
        return " of " + (owner == null ? "somebody unknown (" + home.id() + ")" : owner);
    }

    private static void line(StringBuilder text, String line) {
        text.append(Printable.of(line)).append('\n');
    }
}
