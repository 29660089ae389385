package org.mailloft.storage.personal;

import java.nio.file.Path;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.NamespaceSettings;

/** A public mailbox, in a Maildir; keywords are each reader's own, too. */
class MaildirPublicPersonalTest extends MaildirPersonalTest {

    @Override
    NamespaceSettings namespace(Path folder) {
        return namespace(
                "public", "team/", "maildir:" + folder + "/team:INDEXPVT=~/Maildir/team:CONTROL=~/Maildir/team");
    }

    @Override
    MailboxName mailbox(String reader) {
        return MailboxName.of("team/Plans", '/');
    }
}
