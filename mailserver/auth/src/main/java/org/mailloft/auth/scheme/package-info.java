/**
 * Stored passwords and how to compare them, one file per family of schemes.
 *
 * <p>{@link org.mailloft.auth.scheme.StoredPassword} is the door: it takes what a database has, such as
 * <code>{SSHA256}...</code>, and answers whether a password is the one. {@code Schemes} is the table of all names.
 * Knows no database and no protocol; may use Bouncy Castle and commons-codec.
 */
package org.mailloft.auth.scheme;
