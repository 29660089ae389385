package org.mailloft.storage.home;

/** Something that names no place for a home. Carries no stack trace. */
public final class BadPlace extends RuntimeException {

    BadPlace(String why) {
        super(why, null, false, false);
    }
}
