package org.mailloft.admin;

import java.util.Optional;
import org.mailloft.auth.UserRecord;
import org.mailloft.conf.Setting;
import org.mailloft.conf.Variables;

/**
 * What holds for users whose database says nothing else.
 *
 * @param uid system user of mail files
 * @param gid system group of mail files
 * @param location template of the place where mail is
 */
public record MailDefaults(
        @Setting("mail_uid") String uid,
        @Setting("mail_gid") String gid,
        @Setting("mail_location") String location) {

    public static final MailDefaults NONE = new MailDefaults("", "", "");

    /** Where this user's mail is: his own place if he has one. */
    public String locationOf(UserRecord user) {
        return Optional.ofNullable(user.fields().get("mail")).orElseGet(() -> Variables.builder()
                .withUser(user.name())
                .with('h', "home", user.home().toString())
                .build()
                .expand(location));
    }
}
