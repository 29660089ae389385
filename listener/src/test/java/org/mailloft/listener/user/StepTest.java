package org.mailloft.listener.user;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailloft.listener.state.Mailbox;
import org.mailloft.listener.state.ObjectState;
import org.mailloft.listener.state.Place;
import org.mailloft.listener.state.Wanted;
import org.mailloft.listener.work.HomePolicy;

/** The decision table: where an object is, what is wanted, what the registry says, and what follows. */
class StepTest {

    private static final Mailbox ANNA = mailbox("anna");
    private static final Mailbox ANNE = mailbox("anne");
    private static final Place.Private AT_ANNA = new Place.Private("anna@x");
    private static final Place.Private AT_ANNE = new Place.Private("anne@x");
    private static final Place.Private AT_OLD = new Place.Private("old@x");
    private static final HomePolicy MOVE = new HomePolicy(true, false);
    private static final HomePolicy MOVE_AND_BURY = new HomePolicy(true, true);
    private static final HomePolicy BURY = new HomePolicy(false, true);
    private static final HomePolicy NEITHER = new HomePolicy(false, false);

    private record Row(String name, ObjectState object, HomePolicy policy, String... steps) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Row> table() {
        return Stream.of(
                new Row("new", fresh(ANNA), BURY, "flush anna@x,anna", "create private:anna@x"),
                new Row("nothing wanted, nothing there", fresh(new Wanted.Nothing()), BURY),
                new Row("as it should be, a new revision", done(ANNA, revised(ANNA)), BURY, "flush anna@x,anna"),
                new Row(
                        "another password",
                        done(ANNA, new Mailbox("anna@x", List.of("anna"), "secret2", false, "2")),
                        BURY,
                        "flush anna@x,anna",
                        "kick anna@x",
                        "flush anna@x,anna"),
                new Row(
                        "a password that cannot be read any more",
                        done(ANNA, new Mailbox("anna@x", List.of("anna"), "", false, "2")),
                        BURY,
                        "flush anna@x,anna"),
                new Row(
                        "disabled",
                        done(ANNA, new Mailbox("anna@x", List.of("anna"), "secret", true, "2")),
                        BURY,
                        "flush anna@x,anna",
                        "kick anna@x",
                        "flush anna@x,anna"),
                new Row(
                        "enabled again",
                        done(new Mailbox("anna@x", List.of("anna"), "secret", true, "2"), ANNA),
                        BURY,
                        "flush anna@x,anna"),
                new Row(
                        "another alias and another name",
                        done(ANNA, new Mailbox("anna@x", List.of("ann", "a@x"), "secret", false, "2")),
                        BURY,
                        "flush anna@x,anna,ann,a@x"),
                new Row(
                        "another address, moving",
                        done(ANNA, ANNE),
                        MOVE,
                        changed("move private:anna@x private:anne@x")),
                new Row(
                        "another address, moving, whatever delete says",
                        done(ANNA, ANNE),
                        MOVE_AND_BURY,
                        changed("move private:anna@x private:anne@x")),
                new Row(
                        "another address, not moving",
                        done(ANNA, ANNE),
                        BURY,
                        changed("bury private:anna@x", "move private:anne@x private:anne@x")),
                new Row(
                        "another address, neither: put aside, and what was put aside at the new one comes back",
                        done(ANNA, ANNE),
                        NEITHER,
                        changed("park private:anna@x", "move private:anne@x private:anne@x")),
                new Row("no address, deleting", done(ANNA, new Wanted.Nothing()), BURY, ended("bury private:anna@x")),
                new Row("no address, keeping", done(ANNA, new Wanted.Nothing()), MOVE, ended()),
                new Row("gone, deleting", done(ANNA, ANNA).gone(), MOVE_AND_BURY, ended("bury private:anna@x")),
                new Row("another host, deleting", done(ANNA, new Wanted.Elsewhere("h")), MOVE_AND_BURY, ended()),
                new Row(
                        "back from another host",
                        left(ANNA, AT_ANNA),
                        NEITHER,
                        "flush anna@x,anna",
                        "move private:anna@x private:anna@x",
                        "create private:anna@x"),
                new Row(
                        "back from another host with another address, moving",
                        left(ANNE, AT_ANNA),
                        MOVE,
                        "flush anne@x,anne",
                        "move private:anna@x private:anne@x",
                        "create private:anne@x"),
                new Row(
                        "back from another host with another address, not moving: it may be the only copy",
                        left(ANNE, AT_ANNA),
                        BURY,
                        "flush anne@x,anne",
                        "park private:anna@x",
                        "move private:anne@x private:anne@x",
                        "create private:anne@x"),
                new Row(
                        "interrupted on the way, and now somewhere else",
                        at(ANNE, Optional.of(ANNA), AT_ANNA, AT_OLD, AT_ANNE),
                        MOVE,
                        changed("move private:anna@x private:anne@x", "move private:old@x private:anne@x")),
                new Row(
                        "interrupted on the way, and now back",
                        at(ANNA, Optional.of(ANNA), AT_ANNA, AT_ANNE),
                        MOVE,
                        "flush anna@x,anna",
                        "kick anna@x",
                        "flush anna@x,anna",
                        "move private:anne@x private:anna@x",
                        "flush anna@x,anna",
                        "kick anna@x",
                        "flush anna@x,anna",
                        "create private:anna@x"),
                new Row(
                        "interrupted while new, and gone",
                        at(new Wanted.Nothing(), Optional.empty(), AT_ANNA),
                        BURY,
                        "bury private:anna@x"));
    }

    @ParameterizedTest
    @MethodSource("table")
    void stepsFollowFromTheDifference(Row row) {
        assertEquals(
                List.of(row.steps()),
                Step.of(row.object(), row.policy()).stream().map(StepTest::text).toList());
    }

    @Test
    void whoMakesRoomForAnotherPutsTheMailWhereItIsFoundAgain() {
        assertEquals(
                List.of("flush anna@x,anna", "kick anna@x", "flush anna@x,anna", "detach private:anna@x"),
                Step.vacate(done(ANNA, ANNE), MOVE_AND_BURY).stream()
                        .map(StepTest::text)
                        .toList());
    }

    private static String text(Step step) {
        return switch (step) {
            case Step.FlushAuthCache(var users) -> "flush " + String.join(",", users);
            case Step.Kick(var user) -> "kick " + user;
            case Step.CreateHome(var place) -> "create " + place;
            case Step.MoveHome(var from, var to) -> "move " + from + " " + to;
            case Step.DetachHome(var place) -> "detach " + place;
            case Step.ParkHome(var place, var _) -> "park " + place;
            case Step.BuryHome(var place, var _) -> "bury " + place;
        };
    }

    private static String[] ended(String... then) {
        return Stream.concat(Stream.of("flush anna@x,anna", "kick anna@x", "flush anna@x,anna"), Stream.of(then))
                .toArray(String[]::new);
    }

    private static String[] changed(String... between) {
        var end = List.of("flush anna@x,anna,anne@x,anne", "kick anna@x", "flush anna@x,anna,anne@x,anne");
        return Stream.of(end.stream(), Stream.of(between), end.stream(), Stream.of("create private:anne@x"))
                .flatMap(each -> each)
                .toArray(String[]::new);
    }

    private static Mailbox mailbox(String name) {
        return new Mailbox(name + "@x", List.of(name), "secret", false, "1");
    }

    private static Mailbox revised(Mailbox mailbox) {
        return new Mailbox(mailbox.address(), mailbox.names(), mailbox.credentials(), mailbox.disabled(), "2");
    }

    private static ObjectState fresh(Wanted wanted) {
        return ObjectState.discovered(new UUID(0, 1), "dn", wanted);
    }

    private static ObjectState done(Mailbox done, Wanted wanted) {
        return fresh(done).did(Optional.of(done)).wants("dn", wanted);
    }

    private static ObjectState left(Wanted wanted, Place place) {
        return new ObjectState(
                new UUID(0, 1), "dn", true, wanted, Optional.empty(), List.of(), List.of(place), Optional.empty());
    }

    private static ObjectState at(Wanted wanted, Optional<Mailbox> done, Place... homes) {
        return new ObjectState(
                new UUID(0, 1),
                "dn",
                true,
                wanted,
                done.map(each -> each),
                List.of(homes),
                List.of(),
                Optional.empty());
    }
}
