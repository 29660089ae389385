package org.mailloft.ucr.type;

import java.util.List;
import java.util.Optional;

/**
 * What is known about a variable, or about all variables of a pattern: one section of a {@code registry.info} file.
 *
 * @param key the key; a pattern has {@code .*} in it
 * @param english what it does, for people
 * @param german the same in German
 * @param type what its values may be
 * @param categories names of the categories it is listed in
 * @param byDefault the value it has when no layer sets it; may name others as {@code @%@key@%@}; never of a pattern
 * @param readOnly whether only programs should change it; the command line may all the same
 * @param restart the service that has to be restarted before a change shows; most need a reload only
 * @param origin the package whose file it comes from
 */
public record Description(
        String key,
        String english,
        String german,
        ValueType type,
        List<String> categories,
        Optional<String> byDefault,
        boolean readOnly,
        Optional<String> restart,
        String origin) {

    /** Whether it describes a family of keys. */
    public boolean isPattern() {
        return KeyPattern.isPattern(key);
    }
}
