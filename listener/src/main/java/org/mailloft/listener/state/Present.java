package org.mailloft.listener.state;

import java.util.Optional;

/** Something that is to be there in the mail server of this host. */
public sealed interface Present extends Wanted permits Mailbox, Folder, Group {

    /** Where it keeps its mail. At most one object at a time has a place. Empty for what has no mail. */
    Optional<Place> place();

    /** Changes whenever the directory entry does. */
    String revision();

    /** For people: {@code mailbox anna@example.org}. */
    String title();
}
