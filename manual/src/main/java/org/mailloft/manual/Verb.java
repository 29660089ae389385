package org.mailloft.manual;

import java.util.List;

/**
 * One thing a command can be told to do.
 *
 * @param words its name, such as {@code mailbox list}
 * @param arguments what follows the name, for people to read
 * @param text what it does, empty when the declaration does not say
 */
record Verb(String words, String arguments, List<Flag> flags, String text) {

    List<String> path() {
        return List.of(words.split(" "));
    }

    Verb withFlags(List<Flag> others) {
        return new Verb(words, arguments, others, text);
    }
}
