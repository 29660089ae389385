/**
 * Passwords checked for other programs, over a socket: Dovecot's authentication protocol as Postfix and Exim speak it
 * ({@code smtpd_sasl_type = dovecot}), version 1.2. The server greets with its mechanisms; the client sends AUTH, CONT and
 * CANCEL with numbers of its own, any number of them at a time; each is answered by CONT, OK or FAIL with its number. Fields
 * of a line are separated by tabs.
 *
 * <p>Start reading at {@link org.mailloft.auth.socket.ClientService}. Knows {@code auth} and {@code net}, no database.
 */
package org.mailloft.auth.socket;
