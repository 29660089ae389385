/**
 * Local mail transfer, RFC 2033: {@link org.mailloft.lmtp.LmtpService} looks up recipients, hands messages to
 * {@link org.mailloft.delivery.Delivery} and turns its results into one reply for each recipient.
 *
 * <p>With a {@link org.mailloft.lmtp.Distribution} an address may stand for many: {@code RecipientLookup} asks where its
 * mail goes, {@code LmtpDelivery} makes one copy for each mailbox. Knows {@code routing} as a port; who asks the directory
 * is not known here.
 */
package org.mailloft.lmtp;
