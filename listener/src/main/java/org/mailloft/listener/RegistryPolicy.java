package org.mailloft.listener;

import java.io.IOException;
import java.nio.file.Path;
import org.mailloft.listener.work.HomePolicy;
import org.mailloft.ucr.Registry;

/** What the administrator has set with {@code ucr}. */
public final class RegistryPolicy implements HomePolicy.Source {

    private final Registry registry;

    /** @param root folder that the registry's files are below, {@code /} on a host of its own */
    public RegistryPolicy(Path root) {
        this.registry = Registry.open(root);
    }

    @Override
    public HomePolicy read() throws IOException {
        var values = registry.values();
        return new HomePolicy(
                values.isTrue("mail/dovecot/mailbox/rename", false),
                values.isTrue("mail/dovecot/mailbox/delete", false));
    }
}
