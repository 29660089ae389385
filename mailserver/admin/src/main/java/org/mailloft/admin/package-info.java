/**
 * Administration of the running server: what {@code doveadm} commands need to be ({@link
 * org.mailloft.admin.AdminCommand}, {@link org.mailloft.admin.MailCommand}), and {@link
 * org.mailloft.admin.AdminCommands}, which runs them. The commands are in {@code admin.command}, one file each; {@code
 * admin.http} serves them to the world. Their names and parameters are declared in {@code
 * org.mailloft.doveadm.CommandTable}, which the command line shares.
 */
package org.mailloft.admin;
