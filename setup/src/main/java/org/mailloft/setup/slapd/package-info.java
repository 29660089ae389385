/**
 * The slapd of this host, reached as root over its unix socket with the programs of ldap-utils.
 *
 * <p>{@link org.mailloft.setup.slapd.LocalDirectory} makes a mail directory of a slapd as Debian installs it.
 * {@link org.mailloft.setup.slapd.WantedConfiguration} says, without asking anybody, which changes of {@code cn=config}
 * that takes; {@link org.mailloft.setup.slapd.SocketDirectory} carries them out.
 */
package org.mailloft.setup.slapd;
