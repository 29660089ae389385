/**
 * What FETCH can return, and how it is written: {@link org.mailloft.imap.fetch.FetchItem} names it,
 * {@link org.mailloft.imap.fetch.FetchResponse} writes it. ENVELOPE and BODYSTRUCTURE are made once per message and then
 * remembered by the mailbox in the form they have on the wire.
 */
package org.mailloft.imap.fetch;
