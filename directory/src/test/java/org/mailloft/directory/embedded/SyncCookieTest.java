package org.mailloft.directory.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.asn1.ASN1OctetString;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SyncCookieTest {

    @Test
    void isReadBackAsItWasWritten() {
        var cookie = new SyncCookie("6a9fa1c6-7a4e-4bd7-8d8f-4b2f5c0f3c11", "20261121221417.123456Z#000000#000#000000");
        assertEquals(Optional.of(cookie), SyncCookie.decode(cookie.encode()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "rid=000,csn=20261121221417.123456Z#000000#000#000000", "db=x,csn=", "\0\1\2", "db=,csn="})
    void anythingElseIsNoCookie(String octets) {
        assertTrue(SyncCookie.decode(new ASN1OctetString(octets)).isEmpty());
        assertTrue(SyncCookie.decode(null).isEmpty());
    }
}
