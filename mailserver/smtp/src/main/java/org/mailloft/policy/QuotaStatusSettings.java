package org.mailloft.policy;

import java.util.Map;
import java.util.Optional;
import org.mailloft.conf.Setting;
import org.mailloft.conf.Variables;
import org.mailloft.storage.MailUser;

/**
 * What Postfix is told.
 *
 * @param recipientDelimiter characters that may begin the detail of a subaddress
 * @param plugin {@code quota_status_success}, {@code quota_status_nouser}, {@code quota_status_overquota} and
 *     {@code quota_status_toolarge}; all but the second may be different for a user, in the user database
 */
public record QuotaStatusSettings(
        @Setting("recipient_delimiter") String recipientDelimiter,
        @Setting("plugin") Map<String, String> plugin) {

    String noUser() {
        return Optional.ofNullable(plugin.get("quota_status_nouser"))
                .map(Variables.NONE::expandLeniently)
                .orElse("REJECT Unknown user");
    }

    String success(MailUser user) {
        return action("quota_status_success", user).orElse("OK");
    }

    /** @param text that is said about full mailboxes elsewhere */
    String overQuota(MailUser user, String text) {
        return action("quota_status_overquota", user).orElse("554 5.2.2 " + text);
    }

    /** For a message that would not fit into an empty mailbox either. */
    String tooLarge(MailUser user, String text) {
        return action("quota_status_toolarge", user).orElseGet(() -> overQuota(user, text));
    }

    private Optional<String> action(String name, MailUser user) {
        var own = Optional.ofNullable(user.fields().get(name));
        return own.or(() -> Optional.ofNullable(plugin.get(name)).map(value -> Variables.builder()
                .withUser(user.name())
                .with('h', "home", user.home().toString())
                .build()
                .expandLeniently(value)));
    }
}
