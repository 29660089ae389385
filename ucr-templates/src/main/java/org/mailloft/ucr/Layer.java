package org.mailloft.ucr;

/**
 * Where a value can come from, weakest first: of several layers that have a key, the last one wins.
 */
public enum Layer {
    /** Defaults of the variable descriptions; generated, never written by hand. */
    DEFAULT("default", "base-defaults.conf"),
    /** What the administrator and maintainer scripts set. */
    NORMAL("normal", "base.conf"),
    /** Values from policies in the directory. */
    LDAP("ldap", "base-ldap.conf"),
    /** Values that hold for some time only. */
    SCHEDULE("schedule", "base-schedule.conf"),
    /** The administrator's last word. */
    FORCED("forced", "base-forced.conf"),
    /** A single file that is used instead of all others: tests, chroots. */
    CUSTOM("custom", "");

    private final String wireName;
    private final String fileName;

    Layer(String wireName, String fileName) {
        this.wireName = wireName;
        this.fileName = fileName;
    }

    /** As it is called in messages of the command line. */
    public String wireName() {
        return wireName;
    }

    /** Its file below {@code etc/univention}; {@link #CUSTOM} has none there. */
    public String fileName() {
        return fileName;
    }
}
