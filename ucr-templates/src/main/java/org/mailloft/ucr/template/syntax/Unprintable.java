package org.mailloft.ucr.template.syntax;

/** A value that the language of a file cannot express where it stands. The message is a sentence without the value. */
public final class Unprintable extends RuntimeException {

    private static final long serialVersionUID = 1;

    Unprintable(String message) {
        super(message, null, false, false);
    }
}
