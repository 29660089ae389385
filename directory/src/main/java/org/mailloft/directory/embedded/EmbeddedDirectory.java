package org.mailloft.directory.embedded;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;

/**
 * A running LDAP server in this JVM. Speaks plain LDAP with simple binds, so it belongs on a loopback address. The base
 * entry is not made here: whoever fills the directory adds it first.
 */
public final class EmbeddedDirectory implements AutoCloseable {

    /** For clients that have not logged in, or stop in the middle of a request. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final DirectoryStore store;
    private final LdapListener listener;

    private EmbeddedDirectory(DirectoryStore store, LdapListener listener) {
        this.store = store;
        this.listener = listener;
    }

    /**
     * Opens the directory kept in a folder, or starts an empty one, and listens.
     *
     * @param folder made when it is missing; belongs to this process until {@link #close}
     * @param baseDn name of the topmost entry
     * @param adminDn who may do everything; needs no entry
     * @param port 0 for any free one
     * @throws UncheckedIOException when the port is taken, the folder is in use or not writable, or a file is damaged
     * @throws IllegalArgumentException when a name is malformed
     */
    public static EmbeddedDirectory open(
            Path folder, String baseDn, String adminDn, String adminPassword, InetAddress address, int port) {
        return open(folder, baseDn, adminDn, adminPassword, new InetSocketAddress(address, port), PATIENCE);
    }

    /** @param patience with clients that have not logged in, or stop in the middle of a request */
    static EmbeddedDirectory open(
            Path folder,
            String baseDn,
            String adminDn,
            String adminPassword,
            InetSocketAddress address,
            Duration patience) {
        if (adminPassword.isEmpty()) {
            throw new IllegalArgumentException("The directory administrator needs a password");
        }
        DirectoryStore store = null;
        try {
            var rules = new EntryRules(EmbeddedSchema.load());
            var base = new DN(baseDn, rules.schema());
            var admin = new DN(adminDn, rules.schema());
            var passwords = new Passwords(new SecureRandom());
            store = DirectoryStore.open(folder, base, rules, passwords, Clock.systemUTC());
            var opened = store;
            var access = new AccessRules(admin, adminPassword, passwords, store.tree());
            var listener = LdapListener.start(
                    address.getAddress(),
                    address.getPort(),
                    socket -> new LdapSession(socket, opened, access, patience));
            return new EmbeddedDirectory(store, listener);
        } catch (LDAPException malformed) {
            throw new IllegalArgumentException(malformed.getMessage(), malformed);
        } catch (IOException failure) {
            closeAfter(failure, store);
            throw new UncheckedIOException(failure);
        }
    }

    public int port() {
        return listener.port();
    }

    /** Ends all connections and gives the folder free. */
    @Override
    public void close() {
        try (store) {
            listener.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void closeAfter(IOException failure, DirectoryStore store) {
        if (store != null) {
            try {
                store.close();
            } catch (IOException another) {
                failure.addSuppressed(another);
            }
        }
    }
}
