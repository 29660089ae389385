/**
 * Databases of passwords and users, one file each: LDAP, passwd-file, static, prefetch.
 *
 * <p>{@link org.mailloft.auth.db.Databases} is the door: it makes them from their settings, and an
 * {@link org.mailloft.auth.Authenticator} of all of them. They know the ports {@link org.mailloft.auth.Passdb} and
 * {@link org.mailloft.auth.Userdb}, password schemes and {@code org.mailloft.directory}, but no protocol.
 */
package org.mailloft.auth.db;
