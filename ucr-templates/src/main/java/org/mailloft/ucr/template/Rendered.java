package org.mailloft.ucr.template;

import java.util.Optional;

/**
 * What one target is to contain, and whose it is to be.
 *
 * @param text the whole file
 * @param user name of the owner, resolved; empty to keep
 * @param group likewise
 * @param mode octal permissions as a number, such as {@code 0644}
 */
public record Rendered(Target target, String text, Optional<String> user, Optional<String> group, int mode) {}
