/**
 * Which messages of a mailbox fulfil a condition: the evaluator behind IMAP's SEARCH and {@code doveadm search}.
 * {@link org.mailloft.storage.search.SearchKey} is the condition, {@link org.mailloft.storage.search.SearchQuery} finds
 * the messages. Grammars that make keys live with their protocols.
 */
package org.mailloft.storage.search;
