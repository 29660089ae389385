package org.mailloft.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceManagerTest {

    private final List<String> told = new ArrayList<>();
    private final ServiceManager manager =
            new ServiceManager(message -> told.add(new String(message, StandardCharsets.UTF_8)), Optional.empty());

    @Test
    void readyTellsAStatusOfOneLine() {
        manager.ready("serving imap\nWATCHDOG=trigger\u0000");
        assertEquals(List.of("READY=1\nSTATUS=serving imap WATCHDOG=trigger "), told);
    }

    @Test
    void reloadingTellsSinceWhenByTheClockOfTheSystem() {
        manager.reloading();
        assertTrue(told.getFirst().matches("RELOADING=1\nMONOTONIC_USEC=[0-9]+"), told.getFirst());
    }

    @Test
    void stoppingAndAliveAreSingleWords() {
        manager.stopping();
        manager.alive();
        assertEquals(List.of("STOPPING=1", "WATCHDOG=1"), told);
    }

    @Test
    void aMessageThatIsNotTakenIsNoFailure() {
        new ServiceManager(_ -> false, Optional.empty()).ready("serving imap");
    }

    @Test
    void withoutASocketNobodyIsTold() throws IOException {
        assertSame(ServiceManager.NONE, ServiceManager.of(Map.of("WATCHDOG_USEC", "1000"), 7));
        assertSame(ServiceManager.NONE, ServiceManager.of(Map.of("NOTIFY_SOCKET", "vsock:2:1234"), 7));
    }

    @Test
    void aNameThatNoSocketCanHaveIsRefused() {
        var environment = Map.of("NOTIFY_SOCKET", "/" + "x".repeat(107));
        assertThrows(IOException.class, () -> ServiceManager.of(environment, 7));
    }

    @ParameterizedTest
    @CsvSource({
        "30000000, 7,  30000",
        "30000000, '', 30000",
        "30000000, 8,  ",
        "0,        7,  ",
        "-1,       7,  ",
        "soon,     7,  ",
        "'',       7,  ",
        "9999999999999999999, 7, "
    })
    void theWatchdogIsForTheProcessItNames(String microseconds, String pid, Long milliseconds) {
        var environment = pid.isEmpty()
                ? Map.of("WATCHDOG_USEC", microseconds)
                : Map.of("WATCHDOG_USEC", microseconds, "WATCHDOG_PID", pid);
        assertEquals(
                Optional.ofNullable(milliseconds).map(Duration::ofMillis), ServiceManager.watchdog(environment, 7));
    }
}
