package org.mailloft.listener.console;

/**
 * What a command comes to.
 *
 * @param exitCode 0 or one of sysexits.h
 * @param text for people; whole lines
 */
public record Answer(int exitCode, String text) {

    public static Answer of(String text) {
        return new Answer(0, text);
    }
}
