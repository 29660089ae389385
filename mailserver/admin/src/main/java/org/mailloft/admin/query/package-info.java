/**
 * doveadm's search queries: IMAP's search keys as separate arguments, with infix OR, terms about mailboxes, and dates and
 * sizes that people write. {@link org.mailloft.admin.query.QueryParser} reads them into a {@link
 * org.mailloft.admin.query.Query}, which becomes one search key for each mailbox.
 */
package org.mailloft.admin.query;
