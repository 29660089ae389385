package org.mailloft.manual;

import java.util.List;

/**
 * A command, as its declaration has it.
 *
 * @param flags that stand before a verb, or anywhere when there are no verbs
 * @param arguments what follows the flags, for people to read
 * @param verbs none when the command does one thing only
 */
record Program(String name, List<Flag> flags, String arguments, List<Verb> verbs) {}
