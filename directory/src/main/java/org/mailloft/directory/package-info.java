/**
 * LDAP directory: connections, mail schema, mail objects, change feed, embedded server.
 */
package org.mailloft.directory;
