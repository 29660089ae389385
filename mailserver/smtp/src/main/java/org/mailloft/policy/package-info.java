/**
 * The service {@code quota-status}: tells Postfix, before a message is taken, whether a recipient has room for it. It speaks the
 * policy delegation protocol of Postfix (SMTPD_POLICY_README): blocks of {@code name=value} lines with an empty line after
 * each, answered by {@code action=...} and an empty line.
 *
 * <p>Start reading at {@link org.mailloft.policy.QuotaStatusService}.
 */
package org.mailloft.policy;
