package org.mailloft.doveadm.format;

/**
 * A column of a command's output.
 *
 * @param key name of the value in JSON
 * @param title for people
 * @param hidden whether formats that mix titles and values leave the title out
 * @param expanded whether a table gives this column the room that is left
 * @param multiline whether values are texts of several lines
 * @param right whether a table puts title and values to the right
 */
public record Column(String key, String title, boolean hidden, boolean expanded, boolean multiline, boolean right) {

    public static Column of(String name) {
        return new Column(name, name, false, false, false, false);
    }

    public static Column of(String key, String title) {
        return new Column(key, title, false, false, false, false);
    }

    /** A column whose title people can do without. */
    public static Column untitled(String name) {
        return new Column(name, name, true, false, false, false);
    }

    public Column widened() {
        return new Column(key, title, hidden, true, multiline, right);
    }

    /** A column whose values are texts of several lines. */
    public static Column lines(String name) {
        return new Column(name, name, false, false, true, false);
    }

    /** A column of numbers. */
    public static Column number(String key, String title) {
        return new Column(key, title, false, false, false, true);
    }
}
