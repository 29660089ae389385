/**
 * Speaks LDAP to a server through the Apache Directory LDAP API; the only package that imports it.
 * {@link org.mailloft.directory.client.LdapDirectory} is the door, a pool of connections behind it. The library's own
 * exceptions, names and entries are translated here, once, in {@code Translation}.
 */
package org.mailloft.directory.client;
