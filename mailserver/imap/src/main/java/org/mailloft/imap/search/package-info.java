/**
 * The grammar of SEARCH and its replies. {@link org.mailloft.imap.search.Criterion} is what a client wrote; with the
 * mailbox it has selected that becomes a {@link org.mailloft.storage.search.SearchKey}, and storage finds the messages.
 */
package org.mailloft.imap.search;
