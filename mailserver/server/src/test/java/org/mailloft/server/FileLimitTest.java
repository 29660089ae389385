package org.mailloft.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailloft.conf.settings.Configuration;

class FileLimitTest {

    /** Lines as Dovecot 2.3.19 wrote them for the same settings. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "|100000|",
                "|500|fd limit (ulimit -n) is lower than required under max. load (500 < 1000), because of default_client_limit",
                "service anvil {;client_limit = 5000;}|1024|fd limit (ulimit -n) is lower than required under max. load (1024 < 5000), because of service anvil { client_limit }",
                "service lmtp {;client_limit = 20000;}|1024|fd limit (ulimit -n) is lower than required under max. load (1024 < 20000), because of service lmtp { client_limit }",
            })
    void saysWhatDovecotSays(String settings, long allowed, String line) {
        var text = "protocols = imap lmtp\n" + (settings == null ? "" : settings.replace(';', '\n')) + "\n";
        var services = Configuration.parse("test", text).activeServices();
        assertEquals(line, FileLimit.warning(services, 1000, allowed).orElse(null));
    }
}
