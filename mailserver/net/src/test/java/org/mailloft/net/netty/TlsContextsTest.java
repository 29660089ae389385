package org.mailloft.net.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.NotSslRecordException;
import java.nio.channels.ClosedChannelException;
import org.junit.jupiter.api.Test;

class TlsContextsTest {

    @Test
    void failuresAreLoggedInWords() {
        assertEquals("SSL_accept() failed: Connection closed", TlsContexts.failureText(new ClosedChannelException()));
        assertEquals(
                "SSL_accept() failed: not an SSL/TLS record",
                TlsContexts.failureText(new DecoderException(new NotSslRecordException("secret"))));
    }
}
