/**
 * The HTTP API {@code /doveadm/v1} as Dovecot 2.3 has it, and the stream of rows that our own command line reads.
 * {@link org.mailloft.admin.http.HttpApi} serves connections: over a unix socket to whoever may open it, over TCP to
 * whoever knows a key. {@code HttpReader} and {@code HttpWriter} are as much of HTTP/1.1 as that takes.
 */
package org.mailloft.admin.http;
