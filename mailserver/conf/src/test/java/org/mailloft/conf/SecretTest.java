package org.mailloft.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SecretTest {
    private record Login(String user, Secret password) {}

    @Test
    void printsNothingOfItself() {
        assertEquals("***", new Secret("hunter2").toString());
        assertEquals("Login[user=anna, password=***]", new Login("anna", new Secret("hunter2")).toString());
    }

    @Test
    void comparesByValue() {
        var secret = new Secret("pass");
        assertEquals(new Secret("pass"), secret);
        assertNotEquals(new Secret("Pass"), secret);
        assertTrue(secret.matches("pass"));
        assertFalse(secret.matches("pass "));
        assertEquals(secret.hashCode(), new Secret("other").hashCode());
    }
}
