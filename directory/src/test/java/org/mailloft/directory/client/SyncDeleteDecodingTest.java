package org.mailloft.directory.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.apache.directory.api.asn1.ber.Asn1Decoder;
import org.apache.directory.api.ldap.codec.api.LdapApiServiceFactory;
import org.apache.directory.api.ldap.codec.api.LdapMessageContainer;
import org.apache.directory.api.ldap.model.message.SearchResultEntry;
import org.junit.jupiter.api.Test;

class SyncDeleteDecodingTest {

    /** Message 2: an entry "cn=x" with an empty attribute list and one control "1.2.3" with an empty value. */
    private static final byte[] DELETED_ENTRY = HexFormat.of()
            .parseHex("3018" + "020102" + "6408" + "0404636e3d78" + "3000" + "a009" + "3007" + "0405312e322e33");

    @Test
    void decodesAnEntryWithControlsButWithoutAttributes() throws Exception {
        SyncDeleteDecoding.install();
        var container = new LdapMessageContainer<>(LdapApiServiceFactory.getSingleton());

        Asn1Decoder.decode(ByteBuffer.wrap(DELETED_ENTRY), container);

        var entry = assertInstanceOf(SearchResultEntry.class, container.getMessage());
        assertEquals("cn=x", entry.getObjectName().getName());
        assertEquals(1, entry.getControls().size());
    }
}
