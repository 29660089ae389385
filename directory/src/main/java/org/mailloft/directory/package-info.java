/**
 * The LDAP directory as the rest of Mailloft sees it. {@link org.mailloft.directory.Directory} is the door: search,
 * password check and the four changes, with {@link org.mailloft.directory.Entry} and
 * {@link org.mailloft.directory.Filter} as the only types that cross it. Nothing here or above knows whether a slapd or
 * the embedded server answers, and no library type leaves the module.
 *
 * <p>{@code directory.client} speaks LDAP, {@code directory.sync} follows changes (RFC 4533), {@code directory.mail}
 * reads mail objects out of entries, {@code directory.embedded} is a small server of our own.
 */
package org.mailloft.directory;
