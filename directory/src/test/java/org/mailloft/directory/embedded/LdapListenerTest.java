package org.mailloft.directory.embedded;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LdapListenerTest {

    @Test
    void withoutFileDescriptorsItDoesNotSpin() throws Exception {
        var attempts = new Semaphore(0);
        try (var server = new ServerSocket() {
            @Override
            public Socket accept() throws IOException {
                attempts.release();
                throw new SocketException("Too many open files");
            }
        }) {
            try (var _ = LdapListener.start(server, _ -> () -> {})) {
                assertTrue(attempts.tryAcquire(10, TimeUnit.SECONDS));
                assertFalse(attempts.tryAcquire(50, TimeUnit.MILLISECONDS));
            }
        }
    }
}
