/**
 * The command {@code ucr}, also called {@code univention-config-registry}: UCS's verbs, options, texts and exit codes, and
 * a few of our own. {@link org.mailloft.ucr.cli.Ucr} is the door, {@code Actions} the table of verbs, one file per verb.
 *
 * <p>A verb that only reads must not touch templates, their engine or logging: that would be most of its time. For the
 * same reason arguments are read here and not by picocli (decision 0101).
 */
package org.mailloft.ucr.cli;
