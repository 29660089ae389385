package org.mailloft.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class DnTest {

    private static final String BASE = "dc=example,dc=org";

    @Test
    void buildsNamesSafely() {
        assertEquals("uid=anna,dc=example,dc=org", Dn.child(BASE, "uid", "anna"));
        assertEquals("cn=a\\,cn\\=b,dc=example,dc=org", Dn.child(BASE, "cn", "a,cn=b"));
        assertEquals("dc=org", Dn.child("", "dc", "org"));
    }

    @Test
    void takesNamesApart() {
        assertEquals(
                "cn=users," + BASE, Dn.parent("uid=anna, cn=users, " + BASE).replace(", ", ","));
        assertEquals("a,b", Dn.leafValue("cn=a\\,b," + BASE));
        assertEquals("", Dn.parent("dc=org"));
        assertEquals("", Dn.parent(""));
    }

    @Test
    void comparesByMeaning() {
        assertTrue(Dn.same("UID=Anna,DC=Example,dc=org", "uid=anna, dc=example, dc=org"));
        assertFalse(Dn.same("uid=anna," + BASE, BASE));
        assertTrue(Dn.isUnder("uid=anna,CN=Users," + BASE, "cn=users," + BASE));
        assertTrue(Dn.isUnder(BASE, BASE));
        assertFalse(Dn.isUnder(BASE, "cn=users," + BASE));
        assertEquals(Dn.normalized("UID=Anna, dc=X"), Dn.normalized("uid=anna,DC=x"));
    }

    @Test
    void refusesWhatIsNoName() {
        assertThrows(IllegalArgumentException.class, () -> Dn.parent("no name"));
    }
}
