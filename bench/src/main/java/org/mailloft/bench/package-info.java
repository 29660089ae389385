/**
 * The load generator behind {@code dev/bench}: runs the same work against our server and against Debian's Dovecot, on
 * one machine in one run, and prints each row as a ratio.
 *
 * <p>It knows nothing of the server's code and speaks plain IMAP and LMTP. {@link org.mailloft.bench.Bench} is the
 * command, {@link org.mailloft.bench.Row} one line of the table, {@link org.mailloft.bench.Target} a server to measure.
 */
package org.mailloft.bench;
