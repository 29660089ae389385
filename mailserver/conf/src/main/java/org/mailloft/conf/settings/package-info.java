/**
 * Settings as the rest of the server sees them. {@link org.mailloft.conf.settings.Configuration} is one loaded and
 * checked configuration, immutable; it fills records whose components carry {@link org.mailloft.conf.Setting}. The checks
 * of the whole (duplicate listeners, contradicting limits) are here too, with Dovecot's texts.
 */
package org.mailloft.conf.settings;
