package org.mailloft.listener.control;

import java.util.List;
import org.mailloft.listener.control.MailServerControl.Outcome;
import org.mailloft.listener.state.Place;

/** What the listener has done in the mail server for shared folders. Every operation may be repeated. Thread safe. */
public interface FolderControl {

    /**
     * Makes these the rights on a shared folder that the directory gives. Rights that users gave stay.
     *
     * @param entries all of them, as {@code dovecot-acl} has them; where there is no folder, none is fine
     */
    Outcome prescribeRights(Place place, List<String> entries);

    /** Nobody is subscribed to these mailboxes any more, nor to what is below them. */
    Outcome unsubscribeAll(List<String> mailboxes);
}
