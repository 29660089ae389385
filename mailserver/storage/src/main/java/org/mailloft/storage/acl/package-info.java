/**
 * Who may do what with which mailbox: RFC 4314 on files as Dovecot 2.3 keeps them, so that both can take turns.
 *
 * <p>{@link org.mailloft.storage.acl.Rights} and {@link org.mailloft.storage.acl.Acl} are the values, {@link
 * org.mailloft.storage.acl.AclFile} and its like their texts on disk. May use {@code storage}; knows nothing of how mail
 * is stored.
 */
package org.mailloft.storage.acl;
