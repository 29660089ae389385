package org.mailloft.auth.socket;

/** A client that does not speak the protocol; the message is for the log, in Dovecot's words. It is disconnected. */
final class BrokenClient extends RuntimeException {

    BrokenClient(String logText) {
        super(logText, null, false, false);
    }
}
