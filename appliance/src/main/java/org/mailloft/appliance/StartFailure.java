package org.mailloft.appliance;

/** The appliance cannot start, for a reason the person at the terminal can mend; the message is one sentence. */
final class StartFailure extends RuntimeException {
    StartFailure(String sentence) {
        super(sentence, null, false, false);
    }
}
