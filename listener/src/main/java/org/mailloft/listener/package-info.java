/**
 * The directory decides, mailboxes and shared folders follow. {@link org.mailloft.listener.Listener} is the door; octets
 * go one way: {@code ChangeFeed} -> {@code work.DirectoryFollower} -> {@code state.StateStore} (what is wanted, on disk)
 * -> {@code work.Reconciler} -> the object's {@code work.ObjectKind}, such as {@code user.Users} -> {@code
 * control.MailServerControl}.
 *
 * <p>What is wanted and what was done are kept per object; the difference is the queue. So changes of one object stay in
 * order, a crash at any step only repeats steps, and an object that cannot be helped is parked with its reason while
 * all others go on.
 */
package org.mailloft.listener;
