package org.mailloft.routing.ldap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mailloft.routing.ldap.Domain.BASE;
import static org.mailloft.routing.ldap.Domain.ELSEWHERE;
import static org.mailloft.routing.ldap.Domain.HERE;
import static org.mailloft.routing.ldap.Domain.bare;
import static org.mailloft.routing.ldap.Domain.cn;
import static org.mailloft.routing.ldap.Domain.folder;
import static org.mailloft.routing.ldap.Domain.group;
import static org.mailloft.routing.ldap.Domain.list;
import static org.mailloft.routing.ldap.Domain.mailDomain;
import static org.mailloft.routing.ldap.Domain.person;
import static org.mailloft.routing.ldap.Domain.uid;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailloft.routing.Destination;
import org.mailloft.routing.Limits;
import org.mailloft.routing.Route;
import org.mailloft.routing.Sender;
import org.mailloft.routing.Step;

class DirectoryRoutingTest {

    private static final Limits LIMITS = new Limits(50, 200, Duration.ofSeconds(1), Duration.ofSeconds(30));

    private final MemoryDirectory directory = new MemoryDirectory()
            .with(
                    mailDomain("example.org"),
                    person("ann")
                            .with("mailAlternativeAddress", "a@example.org", "office@example.org")
                            .build(),
                    person("ben")
                            .with("mailAlternativeAddress", "office@example.org")
                            .build(),
                    person("cat").with("univentionMailHomeServer", ELSEWHERE).build(),
                    person("dan")
                            .with("univentionMailHomeServer", "Mail.Example.ORG")
                            .build(),
                    person("eva").with("mailForwardAddress", "eva@example.net").build(),
                    person("flo")
                            .with("mailForwardAddress", "flo@example.net")
                            .with("mailForwardCopyToSelf", "1")
                            .build(),
                    person("gus")
                            .with("mailForwardAddress", "gus@example.org", "ann@example.org")
                            .build(),
                    person("hin").with("mailForwardAddress", "her@example.org").build(),
                    person("her").with("mailForwardAddress", "hin@example.org").build(),
                    bare("ivy")
                            .with("mailAlternativeAddress", "ivy@example.org")
                            .build(),
                    group("team", uid("ben"), uid("cat"), uid("ivy"), cn("gone"))
                            .build(),
                    group("staff", uid("ann"), cn("team"), cn("staff")).build(),
                    group("ring", cn("chain"), uid("ann")).build(),
                    group("chain", cn("ring"), uid("ben")).build(),
                    group("empty").build(),
                    list("news", "staff@example.org", "ANN@example.org", "x@example.net", "lost@example.org")
                            .build(),
                    folder("info", HERE)
                            .with("mailAlternativeAddress", "info2@example.org")
                            .build(),
                    folder("far", ELSEWHERE).build());

    private Instant now = Instant.EPOCH;
    private final DirectoryRouting routing = new DirectoryRouting(directory, BASE, HERE, LIMITS, () -> now);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ann@example.org     | ann@example.org
            Ann@EXAMPLE.org     | ann@example.org
            a@example.org       | ann@example.org
            office@example.org  | ann@example.org ben@example.org
            cat@example.org     | cat@example.org:other.example.org
            dan@example.org     | dan@example.org
            eva@example.org     | >eva@example.net
            flo@example.org     | flo@example.org >flo@example.net
            gus@example.org     | gus@example.org ann@example.org
            team@example.org    | ben@example.org cat@example.org:other.example.org
            staff@example.org   | ann@example.org ben@example.org cat@example.org:other.example.org
            ring@example.org    | ann@example.org ben@example.org
            news@example.org    | ann@example.org >x@example.net !lost@example.org ben@example.org cat@example.org:other.example.org
            info@example.org    | info@example.org
            info2@example.org   | info@example.org
            far@example.org     | far@example.org:other.example.org
            empty@example.org   | NOBODY_THERE
            ivy@example.org     | NOBODY_THERE
            hin@example.org     | NOBODY_THERE
            who@example.org     | NO_SUCH_ADDRESS
            ann                 | NO_SUCH_ADDRESS
            *@example.org       | NO_SUCH_ADDRESS
            ann@example.net     | NO_SUCH_DOMAIN
            """)
    void anAddressLeadsToAllItsPlacesOnce(String address, String expected) {
        assertEquals(expected, shown(routing.route(address, Sender.NOBODY)));
    }

    private static String shown(Route route) {
        return switch (route) {
            case Route.Known(var destinations) ->
                destinations.stream().map(DirectoryRoutingTest::shown).collect(Collectors.joining(" "));
            case Route.Unknown unknown -> unknown.why().name();
            case Route.Refused(var why, var by) -> why + " by " + by.name();
            case Route.Unavailable _ -> "UNAVAILABLE";
        };
    }

    private static String shown(Destination destination) {
        return switch (destination) {
            case Destination.Mailbox mailbox -> mailbox.address();
            case Destination.Elsewhere elsewhere -> elsewhere.address() + ":" + elsewhere.homeServer();
            case Destination.Outside outside -> ">" + outside.address();
            case Destination.Dead dead -> "!" + dead.address();
        };
    }

    @Test
    void everyPlaceSaysHowItWasReached() {
        var route = assertInstanceOf(Route.Known.class, routing.route("news@example.org", Sender.NOBODY));
        var cat = route.destinations().getLast();
        assertEquals(
                "is the address of list news, with member staff@example.org, is the address of group staff,"
                        + " with member group team, with member cat, kept on other.example.org",
                cat.steps().stream().map(Step::toString).collect(Collectors.joining(", ")));
    }

    @Test
    void onlyThoseWhoMayWriteToARestrictedAddress() {
        directory.with(
                list("board", "ann@example.org")
                        .with("univentionAllowedEmailUsers", "UID=ann, cn=users," + BASE)
                        .with("univentionAllowedEmailGroups", cn("outer"))
                        .build(),
                group("outer", cn("middle")).build(),
                group("middle", cn("inner")).build(),
                group("inner", uid("cat")).build(),
                bare("jon").with("mail", "jon@example.net").build(),
                group("inner2").with("memberUid", "jon").build(),
                group("middle2", cn("inner2"), cn("outer2")).build(),
                group("outer2", cn("middle2")).build());

        assertEquals("ann@example.org", shown(routing.route("board@example.org", Sender.of("a@example.org"))));
        assertEquals("ann@example.org", shown(routing.route("board@example.org", Sender.of("CAT@example.org"))));
        assertEquals("ann@example.org", shown(routing.route("board@example.org", Sender.TRUSTED)));
        assertEquals(
                "SENDER_NOT_ALLOWED by board", shown(routing.route("board@example.org", Sender.of("ben@example.org"))));
        assertEquals(
                "SENDER_NOT_ALLOWED by board", shown(routing.route("board@example.org", Sender.of("jon@example.net"))));
        assertEquals("NO_SENDER by board", shown(routing.route("board@example.org", Sender.of(""))));

        directory.with(list("board2", "ann@example.org")
                .with("univentionAllowedEmailGroups", cn("outer2"))
                .build());
        assertEquals("ann@example.org", shown(routing.route("board2@example.org", Sender.of("jon@example.net"))));
    }

    @Test
    void aRestrictionCountsWhereItIsWrittenTo() {
        directory.with(
                list("board", "ann@example.org")
                        .with("univentionAllowedEmailUsers", uid("ann"))
                        .build(),
                list("open", "board@example.org").build());
        assertEquals("ann@example.org", shown(routing.route("open@example.org", Sender.of("x@example.net"))));
    }

    @Test
    void withoutTheDirectoryNothingIsLetThrough() {
        directory.with(list("board", "ann@example.org")
                .with("univentionAllowedEmailUsers", uid("ann"))
                .build());
        routing.route("board@example.org", Sender.TRUSTED);
        directory.away = true;
        assertEquals("UNAVAILABLE", shown(routing.route("board@example.org", Sender.of("ann@example.org"))));
        assertEquals("UNAVAILABLE", shown(routing.route("who@example.org", Sender.of("ann@example.org"))));
    }

    @Test
    void anAnswerIsUsedAgainForAMomentOrUntilItIsForgotten() {
        routing.route("a@example.org", Sender.NOBODY);
        int before = directory.searches;
        routing.route("A@example.org", Sender.NOBODY);
        assertEquals(before, directory.searches);

        directory.delete(uid("ann"));
        now = now.plusSeconds(29);
        assertEquals("ann@example.org", shown(routing.route("a@example.org", Sender.NOBODY)));
        routing.flush(List.of("A@example.org"));
        assertEquals("NO_SUCH_ADDRESS", shown(routing.route("a@example.org", Sender.NOBODY)));

        directory.with(person("ann")
                .with("mailAlternativeAddress", "a@example.org", "office@example.org")
                .build());
        now = now.plusSeconds(1);
        assertEquals("ann@example.org", shown(routing.route("a@example.org", Sender.NOBODY)));

        assertEquals("ben@example.org ann@example.org", shown(routing.route("office@example.org", Sender.NOBODY)));
        directory.delete(uid("ben"));
        now = now.plusSeconds(1);
        assertEquals("ann@example.org", shown(routing.route("office@example.org", Sender.NOBODY)));
    }

    @Test
    void aLargeGroupIsReadInFewSearches() {
        var names = IntStream.range(0, 45).mapToObj(i -> "p" + i).toList();
        names.forEach(name -> directory.with(person(name).build()));
        directory.with(group("all", names.stream().map(Domain::uid).toArray(String[]::new))
                .build());
        assertInstanceOf(Route.Known.class, routing.route("all@example.org", Sender.NOBODY));
        assertTrue(directory.searches < 6, directory.searches + " searches");
    }

    @Test
    void moreThanTheLimitIsRefused() {
        var names = IntStream.range(0, 51).mapToObj(i -> "p" + i).toList();
        names.forEach(name -> directory.with(person(name).build()));
        directory.with(group("all", names.stream().map(Domain::uid).toArray(String[]::new))
                .build());
        assertEquals("TOO_MANY by all", shown(routing.route("all@example.org", Sender.NOBODY)));
    }
}
