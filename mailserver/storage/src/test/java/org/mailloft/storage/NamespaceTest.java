package org.mailloft.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class NamespaceTest {

    @Test
    void isLoggedAsDovecotDoes() {
        assertEquals(
                "type=private, prefix=, sep=/, inbox=yes, hidden=no, list=yes",
                new Namespace(Namespace.Kind.PRIVATE, "", '/', false, true, true).logText());
        assertEquals(
                "type=shared, prefix=shared/ben/, sep=/, inbox=no, hidden=no, list=yes, owner=ben",
                new Namespace(Namespace.Kind.SHARED, "shared/ben/", '/', false, true, false, Optional.of("ben"))
                        .logText());
    }
}
