package org.mailloft.admin.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailloft.admin.AdminFailure;
import org.mailloft.admin.Office;
import org.mailloft.admin.Output;
import org.mailloft.admin.Params;
import org.mailloft.admin.Value;
import org.mailloft.doveadm.CommandTable;
import org.mailloft.doveadm.format.Column;
import org.mailloft.doveadm.json.Json;
import org.mailloft.net.SessionEvent;

class SessionsTest {

    private final Office office = new Office();

    @Test
    void whoCountsSessionsOfAUserAndProtocol() {
        office.login("ben@example.org", "192.0.2.7");
        office.login("anna@example.org", "192.0.2.8");
        office.login("anna@example.org", "2001:db8::1");
        var pid = ProcessHandle.current().pid();
        assertEquals(
                List.of(
                        "anna@example.org 2 imap (" + pid + ") (192.0.2.8 2001:db8::1)",
                        "ben@example.org 1 imap (" + pid + ") (192.0.2.7)"),
                who());
        assertEquals(List.of("ben@example.org 1 imap (" + pid + ") (192.0.2.7)"), who("b*"));
        assertEquals(1, who("2001:db8::/32").size());
        assertEquals(List.of(), who("anna@example.org", "10.0.0.0/8"));
    }

    @Test
    void kickEndsSessionsThatMatchBoth() {
        var far = office.login("anna@example.org", "192.0.2.8");
        var near = office.login("anna@example.org", "198.51.100.8");
        var printed = new Printed();
        kick("anna@example.org", "192.0.2.0/24").run(office.services, printed);
        assertEquals(List.of("kicked connections from the following users:\n", "anna@example.org"), printed.lines);
        assertTrue(far.await(Duration.ZERO) instanceof SessionEvent.Stop);
        assertEquals(SessionEvent.IDLE, near.await(Duration.ZERO));
    }

    @Test
    void kickOfNobodyIsNotFound() {
        var failure = assertThrows(AdminFailure.class, () -> kick("nobody").run(office.services, new Printed()));
        assertEquals(68, failure.exitCode());
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.0/24, 192.0.2.255, true",
        "192.0.2.0/25, 192.0.2.128, false",
        "0.0.0.0/0, 203.0.113.1, true",
        "0.0.0.0/0, ::1, false",
        "::1, ::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false",
    })
    void addressRangesAreCompared(String range, String ip, boolean inside) {
        assertEquals(inside, IpRange.parse(range).orElseThrow().contains(ip));
    }

    private List<String> who(String... masks) {
        var printed = new Printed();
        new Who(SessionMask.parse(List.of(masks)), false).run(office.services, printed);
        return printed.lines;
    }

    private static Kick kick(String... masks) {
        return Kick.parse(Params.of(CommandTable.KICK, Map.of("mask", Json.of(List.of(masks)))));
    }

    /** Remembers rows and texts. */
    private static final class Printed implements Output {
        private final List<String> lines = new ArrayList<>();

        @Override
        public void columns(List<Column> columns) {
            // always the same
        }

        @Override
        public void row(List<Value> values) {
            lines.add(String.join(
                    " ",
                    values.stream().map(value -> ((Value.Text) value).text()).toList()));
        }

        @Override
        public void text(String text) {
            lines.add(text);
        }

        @Override
        public void error(String line) {
            lines.add(line);
        }

        @Override
        public void result(Json result) {
            // for programs
        }
    }
}
