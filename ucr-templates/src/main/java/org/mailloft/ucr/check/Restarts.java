package org.mailloft.ucr.check;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mailloft.ucr.Change;
import org.mailloft.ucr.RegistryChange;
import org.mailloft.ucr.Values;
import org.mailloft.ucr.type.Descriptions;

/**
 * Which services have to be restarted before a change shows; for all others a reload is enough. Limits need it only when
 * more files must be open than the service was started for.
 */
public final class Restarts {

    private static final String LIMITS = "mail/dovecot/limits/";

    /**
     * @param key what the service does not see until then
     * @param was what it runs with: the value, and for a limit the number of files it may open
     */
    public record Needed(String service, String key, Optional<String> was) {}

    private Restarts() {}

    /**
     * Those of the variables whose effective value changes, where it had one before: a default that is written for the
     * first time is what services use already.
     */
    public static List<Needed> of(Descriptions descriptions, RegistryChange change) {
        var withDefault =
                change.changedDefaults().stream().filter(each -> each.before().isPresent());
        return Stream.concat(withDefault, change.changes().stream())
                .filter(Change::isEffective)
                .flatMap(each -> descriptions.of(each.key()).flatMap(description -> description.restart()).stream()
                        .map(service -> new Needed(service, each.key(), running(each, change.before()))))
                .filter(needed -> !isSeen(needed.key(), needed.was(), change.after()))
                .toList();
    }

    private static Optional<String> running(Change change, Values before) {
        return isLimit(change.key()) ? Optional.of(String.valueOf(openFiles(before))) : change.before();
    }

    /**
     * Whether a service sees all there is to see of a variable.
     *
     * @param was what it runs with, as in {@link Needed}
     */
    public static boolean isSeen(String key, Optional<String> was, Values now) {
        return isLimit(key)
                ? suffices(was.orElse(""), openFiles(now))
                : now.get(key).equals(was);
    }

    /** A number that is damaged suffices for nothing. */
    private static boolean suffices(String files, int needed) {
        try {
            return Integer.parseInt(files) >= needed;
        } catch (NumberFormatException _) {
            return false;
        }
    }

    private static boolean isLimit(String key) {
        return key.startsWith(LIMITS);
    }

    private static int openFiles(Values values) {
        return Derived.of(values).openFiles();
    }
}
