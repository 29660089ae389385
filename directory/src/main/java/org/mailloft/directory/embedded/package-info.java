/**
 * A small LDAP server for evaluation, tests and tiny sites: one suffix, all entries in memory, every change on disk
 * before it is answered. {@link org.mailloft.directory.embedded.EmbeddedDirectory} is the door.
 *
 * <p>From the wire to the disk: {@code LdapListener} accepts, {@code LdapSession} reads requests,
 * {@code AccessRules} decide what a client may see, {@code DirectoryStore} makes changes one after the other and writes
 * them to {@code ChangeLog}, {@code DirectoryTree} holds the entries. {@code SyncSearch} answers RFC 4533. Protocol,
 * entries, filters and schema checks come from the UnboundID LDAP SDK, which only this package imports.
 */
package org.mailloft.directory.embedded;
