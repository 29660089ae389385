/**
 * The SMTP dialogue, which LMTP and submission share: {@link org.mailloft.smtp.SmtpSession} reads commands with
 * {@code SmtpReader}, keeps their order, spools messages to disk ({@link org.mailloft.smtp.SpooledMessage}) and asks an
 * {@link org.mailloft.smtp.SmtpService} what to do with them.
 *
 * <p>Knows no users and no mail store; those are below {@code lmtp} and {@code delivery}. Start reading at
 * {@code SmtpSession.run}.
 */
package org.mailloft.smtp;
