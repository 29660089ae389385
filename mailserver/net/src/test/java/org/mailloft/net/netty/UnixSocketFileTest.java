package org.mailloft.net.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnixSocketFileTest {

    @ParameterizedTest
    @CsvSource({"0600, 0660", "0666, 0666", "0640, 0660", "0400, 0440", "0060, 0060"})
    void aGroupMayWhatTheOwnerCould(String wanted, String given) {
        assertEquals(Integer.decode(given), UnixSocketFile.ownerToGroup(Integer.decode(wanted)));
    }
}
