package org.mailloft.routing;

/** Says which groups somebody is in, nested ones included. Thread safe; may wait for a directory. */
public interface Groups {

    /** Where there is no directory to ask: nobody is in a group. */
    Groups NONE = new Groups() {
        @Override
        public Membership of(String user) {
            return Membership.EMPTY;
        }

        @Override
        public void flush() {}
    };

    /**
     * The groups of a user.
     *
     * @param user full login name: the primary mail address, or a name without {@code @} as in {@code uid}
     * @throws Unanswered when the directory could not be asked
     */
    Membership of(String user);

    /** Forgets what was asked before: a group has changed. */
    void flush();

    /** The directory did not answer; the message is for the log. */
    final class Unanswered extends RuntimeException {
        public Unanswered(String message) {
            super(message, null, false, false);
        }
    }
}
