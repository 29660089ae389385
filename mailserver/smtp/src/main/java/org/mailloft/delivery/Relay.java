package org.mailloft.delivery;

import java.util.List;
import java.util.Map;
import org.mailloft.net.SessionLog;
import org.mailloft.smtp.SmtpAddress;
import org.mailloft.smtp.SpooledMessage;

/** Takes messages that go to other hosts. Any thread. */
public interface Relay {

    /** There is none. */
    Relay NONE = new Relay() {
        @Override
        public boolean isThere() {
            return false;
        }

        @Override
        public Map<SmtpAddress, Outcome> send(Outgoing outgoing) {
            throw new IllegalStateException("there is no relay");
        }
    };

    boolean isThere();

    /** Hands over a message and logs how it went; an outcome for each recipient. */
    Map<SmtpAddress, Outcome> send(Outgoing outgoing);

    /** What became of a message for one recipient. */
    enum Outcome {
        TAKEN,
        /** Another time may do better. */
        LATER,
        NEVER
    }

    /**
     * One message on its way to other hosts.
     *
     * @param sender the reverse-path
     * @param recipients at least one
     * @param trace header fields to be put before the message
     */
    record Outgoing(
            SmtpAddress sender, List<SmtpAddress> recipients, byte[] trace, SpooledMessage message, SessionLog log) {}
}
