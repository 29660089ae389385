/**
 * Who has got a message already: {@link org.mailloft.routing.copies.DeliveredCopies}. Needed because a client is told one
 * thing about an address, however many mailboxes are behind it, and tries again for all of them when one is to be tried
 * again.
 */
package org.mailloft.routing.copies;
