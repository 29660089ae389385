package org.mailloft.setup.host;

/** The setup cannot go on. The message is a sentence for the administrator, with what to do where that is known. */
public final class SetupFailure extends RuntimeException {

    public SetupFailure(String message) {
        super(message);
    }
}
