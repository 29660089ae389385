package org.mailloft.conf;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Binds a record component to the setting it is read from. Names, value types and defaults of all settings are in one
 * catalogue of this module; a record that binds an unknown name, or a type that does not fit, fails when it is first
 * read.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {
    /** Name as in the configuration file, such as {@code imap_max_line_length}; for a section its type. */
    String value();
}
