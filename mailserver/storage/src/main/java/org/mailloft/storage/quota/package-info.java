/**
 * Limits on how much mail a user may have, as Dovecot's quota plugin sets them: {@link org.mailloft.storage.quota.QuotaLayer}
 * puts a {@link org.mailloft.storage.quota.QuotaStore} around a user's store. Whatever adds or removes messages passes a
 * {@link org.mailloft.storage.quota.Booking}, which reserves room before and writes the change down afterwards.
 *
 * <p>How much there is is known in memory ({@link org.mailloft.storage.quota.UsageAccount}, one for all sessions) and written
 * down in a {@link org.mailloft.storage.UsageLedger}, which belongs to the store below.
 *
 * <p>Start reading at {@link org.mailloft.storage.quota.QuotaStore}.
 */
package org.mailloft.storage.quota;
