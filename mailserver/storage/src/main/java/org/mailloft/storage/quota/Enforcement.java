package org.mailloft.storage.quota;

/** How strictly limits are kept. */
public enum Enforcement {
    /** Nothing goes beyond a limit: for whoever can see that his mail was refused. */
    STRICT,
    /** The last message may go a little beyond ({@code quota_grace}): for mail from others. */
    GRACE,
    /** Everything is let in, and only counted; nobody is warned. */
    COUNT_ONLY
}
