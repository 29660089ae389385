package org.mailloft.conf.file;

/** What one line of a configuration file is, continuation lines joined. */
sealed interface ConfLine {
    /** Empty or a comment. */
    record Blank() implements ConfLine {}

    /** The line goes on in the next one. */
    record Continued() implements ConfLine {}

    /** {@code key = text}, both without surrounding white space; both may be empty. */
    record Assignment(String key, String text) implements ConfLine {}

    /** {@code !include} or, if optional, {@code !include_try}. */
    record Include(String pattern, boolean optional) implements ConfLine {}

    /** {@code type [name] {}. */
    record SectionStart(String type, String name) implements ConfLine {}

    /** {@code }}. */
    record SectionEnd() implements ConfLine {}

    record Malformed(String reason) implements ConfLine {}
}
