package org.mailloft.smtp;

import java.util.List;

/** What one kind of server does with envelopes and messages: {@link SmtpSession} speaks, this decides. */
public interface SmtpService {

    /** {@code LHLO} or {@code EHLO}: the greeting this server wants. */
    String helloVerb();

    /**
     * Begins a transaction.
     *
     * @param envelope who sends, from where
     */
    Transaction begin(Envelope envelope);

    /** One message on its way: recipients first, then the message once. Used by one thread, closed once. */
    interface Transaction extends AutoCloseable {

        /** Takes a recipient, or says why not; called for each one that was written correctly. */
        Reply recipient(SmtpAddress recipient);

        /**
         * Takes responsibility for the message, or says why not.
         *
         * @param message complete, without a {@link SpooledMessage#problem}; the caller closes it
         * @return one reply for each recipient that was taken, in their order
         */
        List<Reply> deliver(SpooledMessage message);

        /** The transaction is over, with or without a delivery. */
        @Override
        void close();
    }
}
