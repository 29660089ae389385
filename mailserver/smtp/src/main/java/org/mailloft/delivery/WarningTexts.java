package org.mailloft.delivery;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailloft.conf.Variables;
import org.mailloft.storage.MailUser;

/**
 * What quota warnings say. {@code $PERCENT} stands for the threshold.
 *
 * @param plugin {@code quota_warning_text_95} and so on, one for the first argument of each {@code quota_warning}, and
 *     {@code quota_warning_subject} for all; {@code %variables} are those of the user
 */
record WarningTexts(Map<String, String> plugin) {

    private static final String DEFAULT_SUBJECT = "Quota-Warning";

    /** The text for a warning with these arguments; empty when there is none. */
    Optional<String> text(MailUser user, List<String> arguments) {
        return arguments.isEmpty()
                ? Optional.empty()
                : read("quota_warning_text_" + arguments.getFirst(), user, arguments);
    }

    String subject(MailUser user, List<String> arguments) {
        return read("quota_warning_subject", user, arguments).orElse(DEFAULT_SUBJECT);
    }

    private Optional<String> read(String name, MailUser user, List<String> arguments) {
        var variables = Variables.builder()
                .withUser(user.name())
                .with('h', "home", user.home().toString())
                .build();
        return Optional.ofNullable(plugin.get(name))
                .map(value -> variables.expandLeniently(value).replace("$PERCENT", percent(arguments)))
                .filter(text -> !text.isBlank());
    }

    /** The number among the arguments: {@code below 80} has one too. */
    private static String percent(List<String> arguments) {
        return arguments.stream()
                .filter(argument -> argument.matches("[0-9]+"))
                .findFirst()
                .orElse("");
    }
}
