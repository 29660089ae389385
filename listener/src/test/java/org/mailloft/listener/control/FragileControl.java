package org.mailloft.listener.control;

import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import org.mailloft.listener.state.Place;

/** A mail server during whose operations the listener is killed now and then: before they are done, or right after. */
public final class FragileControl implements MailServerControl {

    /** The listener is dead. */
    public static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    private static final int SELDOM = 12;

    private final FakeHomes homes;
    private final Random random;
    private final List<String> log;

    /** @param log gets what was done, one call a line */
    public FragileControl(FakeHomes homes, Random random, List<String> log) {
        this.log = log;
        this.homes = homes;
        this.random = random;
    }

    @Override
    public Outcome flushAuthCache(List<String> users) {
        return fragile("flush", Outcome.Done::new);
    }

    @Override
    public Outcome kick(String user) {
        return fragile("kick " + user, Outcome.Done::new);
    }

    @Override
    public Outcome createHome(UUID id, Place place, boolean adopt) {
        return fragile("create " + id.getLeastSignificantBits() + " " + place, () -> homes.create(id, place, adopt));
    }

    @Override
    public Outcome moveHome(UUID id, Place from, Place to) {
        return fragile("move " + id.getLeastSignificantBits() + " " + from + " " + to, () -> homes.move(id, from, to));
    }

    @Override
    public Outcome detachHome(UUID id, Place place) {
        return fragile("detach " + id.getLeastSignificantBits() + " " + place, () -> homes.detach(id, place));
    }

    @Override
    public Outcome parkHome(UUID id, Place place, String reason) {
        return fragile("park " + id.getLeastSignificantBits() + " " + place, () -> homes.park(id, place));
    }

    @Override
    public Outcome buryHome(UUID id, Place place, String reason) {
        return fragile("bury " + id.getLeastSignificantBits() + " " + place, () -> homes.bury(id, place));
    }

    @Override
    public Outcome flushGroupCache() {
        return fragile("groups", Outcome.Done::new);
    }

    @Override
    public Outcome finishAdoption() {
        return new Outcome.Done();
    }

    @Override
    public List<Home> homes() {
        return homes.list();
    }

    private Outcome fragile(String call, Supplier<Outcome> operation) {
        if (random.nextInt(SELDOM) == 0) {
            throw new Killed();
        }
        if (random.nextInt(SELDOM) == 0) {
            return new Outcome.Later("busy");
        }
        Outcome outcome = operation.get();
        log.add(call + " " + outcome);
        if (random.nextInt(SELDOM) == 0) {
            throw new Killed();
        }
        return outcome;
    }
}
