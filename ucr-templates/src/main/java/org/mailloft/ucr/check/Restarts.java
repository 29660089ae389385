package org.mailloft.ucr.check;

import java.util.List;
import java.util.stream.Stream;
import org.mailloft.ucr.Change;
import org.mailloft.ucr.RegistryChange;
import org.mailloft.ucr.type.Descriptions;

/** Which services have to be restarted before a change shows; for all others a reload is enough. */
public final class Restarts {

    private static final String LIMITS = "mail/dovecot/limits/";

    /** @param change what the service does not see until then */
    public record Needed(String service, Change change) {}

    private Restarts() {}

    /**
     * Those of the variables whose effective value changes, where it had one before: a default that is written for the
     * first time is what services use already. Limits need a restart only when more files must be open than the service
     * was started for.
     */
    public static List<Needed> of(Descriptions descriptions, RegistryChange change) {
        var withDefault =
                change.changedDefaults().stream().filter(each -> each.before().isPresent());
        return Stream.concat(withDefault, change.changes().stream())
                .filter(Change::isEffective)
                .filter(each -> !each.key().startsWith(LIMITS) || needsMoreFiles(change))
                .flatMap(each -> descriptions.of(each.key()).flatMap(description -> description.restart()).stream()
                        .map(service -> new Needed(service, each)))
                .toList();
    }

    private static boolean needsMoreFiles(RegistryChange change) {
        return Derived.of(change.after()).openFiles()
                > Derived.of(change.before()).openFiles();
    }
}
