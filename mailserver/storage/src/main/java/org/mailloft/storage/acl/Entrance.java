package org.mailloft.storage.acl;

/** How somebody comes to a mailbox. */
public enum Entrance {
    /** A user with his client. */
    CLIENT(Right.INSERT),
    /** Mail that arrives for a user. */
    DELIVERY(Right.POST),
    /** An administrator in the name of a user: nothing is kept from him. */
    ADMINISTRATION(Right.INSERT);

    private final Right toAdd;

    Entrance(Right toAdd) {
        this.toAdd = toAdd;
    }

    /** The right to add messages. */
    Right toAdd() {
        return toAdd;
    }
}
