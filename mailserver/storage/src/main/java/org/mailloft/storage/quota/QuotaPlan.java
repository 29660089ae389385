package org.mailloft.storage.quota;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.mailloft.conf.Variables;
import org.mailloft.storage.MailUser;

/**
 * All about quota that is configured for one user: the settings of {@code plugin}, variables replaced, and what the user
 * database says instead.
 *
 * @param fullText what is said when there is no room
 * @param maxMailOctets of a single message; 0 for no limit
 */
record QuotaPlan(List<RootPlan> roots, String fullText, long maxMailOctets) {

    private static final String DEFAULT_FULL_TEXT = "Quota exceeded (mailbox for user is full)";

    /** @throws BadQuota when a setting makes no sense; the text names it */
    static QuotaPlan of(Map<String, String> plugin, MailUser user) {
        var variables = Variables.builder()
                .withUser(user.name())
                .with('h', "home", user.home().toString())
                .build();
        Function<String, Optional<String>> settings =
                key -> Optional.ofNullable(user.fields().getOrDefault(key, expanded(plugin.get(key), variables)))
                        .filter(value -> !value.isEmpty());
        var roots = new ArrayList<RootPlan>();
        var key = "quota";
        for (int number = 2; settings.apply(key).isPresent(); number++) {
            var name = key;
            try {
                RootPlan.parse(name, settings).ifPresent(roots::add);
            } catch (BadQuota e) {
                throw new BadQuota("Invalid quota root " + name + ": " + e.getMessage());
            }
            key = "quota" + number;
        }
        return new QuotaPlan(
                List.copyOf(roots),
                settings.apply("quota_exceeded_message").orElse(DEFAULT_FULL_TEXT),
                settings.apply("quota_max_mail_size")
                        .map(text -> Amount.parse(text.replace(" ", ""), 1).value())
                        .orElse(0L));
    }

    private static String expanded(String value, Variables variables) {
        return value == null ? null : variables.expandLeniently(value);
    }
}
