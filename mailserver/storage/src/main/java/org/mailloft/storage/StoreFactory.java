package org.mailloft.storage;

/** The door to mail storage: protocols ask it for the store of a user who has logged in or receives mail. */
public interface StoreFactory {

    /** Opens the user's mail, creating what is missing. The caller closes it. */
    MailStore open(MailUser user);

    /** As {@link #open(MailUser)}, saying by which way he comes. */
    default MailStore open(MailUser user, Visit visit) {
        return open(user);
    }
}
