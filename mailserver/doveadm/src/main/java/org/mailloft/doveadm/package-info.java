/**
 * The {@code doveadm} command and what both of its ends share: {@link org.mailloft.doveadm.CommandTable} declares every
 * command with its parameters, the command line is made from it here and the HTTP API from it in the server.
 *
 * <p>Needs the JDK and picocli, nothing of the mail server: other programs use {@link org.mailloft.doveadm.AdminClient}
 * to run commands in the server. Start reading at {@link org.mailloft.doveadm.CommandSpec}.
 */
package org.mailloft.doveadm;
