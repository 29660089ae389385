/**
 * Configuration in Dovecot 2.3 syntax. This package has what every other module uses: {@link org.mailloft.conf.Setting}
 * marks the components of a settings record, {@link org.mailloft.conf.Variables} expands {@code %u} and its kin,
 * {@link org.mailloft.conf.Secret} keeps passwords out of logs, {@link org.mailloft.conf.Filter} says for whom a setting
 * is read, {@link org.mailloft.conf.TabEscape} is how Dovecot puts texts into lines with tabs between them.
 *
 * <p>Start reading at {@code settings.Configuration}. Below it, {@code file} knows the grammar, {@code catalogue} the
 * names, types and defaults; {@code doveconf} prints, {@code ldap} reads the flat {@code dovecot-ldap.conf.ext}. Uses
 * nothing but the JDK (and picocli for the command).
 */
package org.mailloft.conf;
