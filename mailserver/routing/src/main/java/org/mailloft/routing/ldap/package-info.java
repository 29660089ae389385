/**
 * Asks the directory of a UCS domain where mail goes. Begin with {@link org.mailloft.routing.ldap.DirectoryRouting}:
 * {@code MailObjects} reads what has an address, {@code Expansion} follows groups, lists and forwards to their ends,
 * {@code Restriction} says who may write. {@link org.mailloft.routing.ldap.DirectoryGroups} goes the other way, from a
 * person up through the groups.
 *
 * <p>Everything is read when it is asked for; an answer is used again for about a second, that about one person's own mailbox
 * for half a minute, as {@link org.mailloft.routing.Limits} says, and both end early when they are flushed. When the directory does not
 * answer, nothing is assumed.
 */
package org.mailloft.routing.ldap;
