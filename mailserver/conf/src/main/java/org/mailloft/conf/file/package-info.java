/**
 * The grammar of configuration files. {@link org.mailloft.conf.file.ConfParser} reads lines from a stack of included
 * files ({@code ConfLine} says what a line is, {@code ValueText} what stands right of the equals sign) into a
 * {@link org.mailloft.conf.file.ConfTree}: one {@link org.mailloft.conf.file.Section} for the global settings and one for
 * every filter block. A {@link org.mailloft.conf.file.SectionView} lays blocks over each other and over the defaults.
 *
 * <p>Everything is bounded: file size, line length, number of files and settings. Nothing but
 * {@link org.mailloft.conf.ConfException} leaves the parser.
 */
package org.mailloft.conf.file;
