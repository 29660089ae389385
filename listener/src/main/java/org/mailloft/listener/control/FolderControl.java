package org.mailloft.listener.control;

import java.util.List;
import java.util.UUID;
import org.mailloft.listener.control.MailServerControl.Outcome;
import org.mailloft.listener.state.Place;

/** What the listener has done in the mail server for shared folders. Every operation may be repeated. Thread safe. */
public interface FolderControl {

    /** As {@link MailServerControl#createHome}, with an INBOX and none of the mailboxes that a person has from the start. */
    Outcome createFolder(UUID id, Place place, boolean adopt);

    /**
     * Makes these the rights on a shared folder that the directory gives. Rights that users gave stay.
     *
     * @param entries all of them, as {@code dovecot-acl} has them; where there is no folder, none is fine
     */
    Outcome prescribeRights(Place place, List<String> entries);

    /** Nobody is subscribed to these mailboxes any more, nor to what is below them. */
    Outcome unsubscribeAll(List<String> mailboxes);
}
