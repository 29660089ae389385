package org.mailloft.auth.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailloft.auth.AuthRequest;

class ClientCommandTest {

    @Test
    void postfixTellsFromWhereAndHow() {
        assertEquals(
                new ClientCommand.Auth(
                        7,
                        "PLAIN",
                        new AuthRequest("smtp", "", "2001:db8::7", "192.0.2.1", true, true, true),
                        Optional.of("AAA=")),
                ClientCommand.parse("AUTH\t7\tPLAIN\tservice=smtp\tnologin\tlip=192.0.2.1\trip=2001:db8::7"
                        + "\tsecured\tvalid-client-cert\tresp=AAA="));
    }

    @Test
    void withoutThemItIsFromNowhereAndOpen() {
        assertEquals(
                new ClientCommand.Auth(
                        1, "LOGIN", new AuthRequest("smtp", "a\tb", "", "", false, false), Optional.empty()),
                ClientCommand.parse("AUTH\t1\tLOGIN\tservice=smtp\tsession=a\001tb\trip=example.org"));
    }
}
