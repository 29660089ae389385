package org.mailloft.listener.control;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.mailloft.listener.control.MailServerControl.Outcome;
import org.mailloft.listener.state.Place;

/** The homes of a mail server, with what is in them; moves nothing but names. One thread at a time. */
public final class FakeHomes {

    /** A home, wherever it is. The label is null for one that was there before there were labels. */
    public static final class FakeHome {
        private UUID label;
        private Place place;
        private final TreeSet<String> mail = new TreeSet<>();

        public Optional<UUID> label() {
            return Optional.ofNullable(label);
        }

        public TreeSet<String> mail() {
            return mail;
        }

        boolean isOf(UUID id) {
            return id.equals(label);
        }
    }

    private final Map<Place, FakeHome> active = new LinkedHashMap<>();
    private final Map<UUID, FakeHome> limbo = new LinkedHashMap<>();
    private final List<FakeHome> parked = new ArrayList<>();
    private final List<FakeHome> buried = new ArrayList<>();

    public Optional<FakeHome> at(Place place) {
        return Optional.ofNullable(active.get(place));
    }

    public Map<Place, FakeHome> active() {
        return active;
    }

    public List<FakeHome> parked() {
        return parked;
    }

    public List<FakeHome> buried() {
        return buried;
    }

    public Map<UUID, FakeHome> limbo() {
        return limbo;
    }

    /** Mail that was there before the listener. */
    public FakeHome unlabelled(Place place, String mail) {
        var home = new FakeHome();
        home.mail.add(mail);
        home.place = place;
        active.put(place, home);
        return home;
    }

    Outcome create(UUID id, Place place, boolean adopt) {
        FakeHome there = active.get(place);
        if (there != null && there.label == null && (adopt || there.mail.isEmpty())) {
            there.label = id;
        } else if (there == null || !there.isOf(id)) {
            park(place);
            put(new FakeHome(), id, place);
        }
        return new Outcome.Done();
    }

    Outcome move(UUID id, Place from, Place to) {
        boolean arrived = isAt(id, to);
        if (from.equals(to) && arrived) {
            return new Outcome.Done();
        }
        boolean settled = arrived && !active.get(to).mail.isEmpty();
        FakeHome source = active.get(from);
        FakeHome moving = isAt(id, from) ? source : waiting(id, from, settled).orElse(null);
        if (moving == null && source != null && source.label == null && !arrived && !from.equals(to)) {
            moving = source;
        }
        if (moving == null) {
            return new Outcome.Done();
        }
        if (settled) {
            return new Outcome.Refused("both " + from + " and " + to + " have mail of " + id);
        }
        active.remove(from, moving);
        limbo.remove(id, moving);
        parked.remove(moving);
        park(to);
        put(moving, id, to);
        return new Outcome.Done();
    }

    Outcome detach(UUID id, Place place) {
        if (!isAt(id, place)) {
            return new Outcome.Done();
        }
        if (limbo.containsKey(id)) {
            return new Outcome.Refused("another home of " + id + " is in limbo");
        }
        limbo.put(id, active.remove(place));
        return new Outcome.Done();
    }

    Outcome park(UUID id, Place place) {
        if (isAt(id, place)) {
            park(place);
        }
        return new Outcome.Done();
    }

    Outcome bury(UUID id, Place place) {
        if (isAt(id, place)) {
            buried.add(active.remove(place));
        }
        return new Outcome.Done();
    }

    List<Home> list() {
        var list = new ArrayList<Home>();
        active.forEach((place, home) ->
                list.add(new Home("active", home.label().map(UUID::toString).orElse(""), place.toString(), "")));
        return list;
    }

    private boolean isAt(UUID id, Place place) {
        FakeHome there = active.get(place);
        return there != null && there.isOf(id);
    }

    /** In limbo, or parked, unless there is mail where it would go. */
    private Optional<FakeHome> waiting(UUID id, Place from, boolean settled) {
        return Optional.ofNullable(limbo.get(id)).or(() -> parked.stream()
                .filter(home -> !settled && home.isOf(id) && from.equals(home.place))
                .reduce((_, later) -> later));
    }

    private void put(FakeHome home, UUID id, Place place) {
        home.label = id;
        home.place = place;
        active.put(place, home);
    }

    private void park(Place place) {
        FakeHome there = active.remove(place);
        if (there != null) {
            parked.add(there);
        }
    }
}
