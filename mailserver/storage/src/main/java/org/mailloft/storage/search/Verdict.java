package org.mailloft.storage.search;

/** What is known about a condition when not everything about the message is known yet. */
enum Verdict {
    YES,
    NO,
    /** More has to be read. */
    OPEN;

    static Verdict of(boolean holds) {
        return holds ? YES : NO;
    }

    Verdict not() {
        return switch (this) {
            case YES -> NO;
            case NO -> YES;
            case OPEN -> OPEN;
        };
    }
}
