/**
 * The settings of an LDAP passdb or userdb, kept by Dovecot in a file of their own ({@code args =
 * /etc/dovecot/dovecot-ldap.conf.ext}). {@link org.mailloft.conf.ldap.LdapConf} reads that file.
 */
package org.mailloft.conf.ldap;
