/**
 * The command {@code doveconf}: prints a configuration as Dovecot's does, so that scripts which read its output go on
 * working. Start at {@link org.mailloft.conf.doveconf.Doveconf}; {@code Printed} is what to print, before it is text.
 */
package org.mailloft.conf.doveconf;
