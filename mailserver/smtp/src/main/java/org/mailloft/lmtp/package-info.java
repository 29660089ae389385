/**
 * Local mail transfer, RFC 2033: {@link org.mailloft.lmtp.LmtpService} looks up recipients, hands messages to
 * {@link org.mailloft.delivery.Delivery} and turns its results into one reply for each recipient.
 */
package org.mailloft.lmtp;
