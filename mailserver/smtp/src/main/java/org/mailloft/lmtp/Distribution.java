package org.mailloft.lmtp;

import org.mailloft.delivery.Relay;
import org.mailloft.routing.AddressRouting;
import org.mailloft.routing.copies.DeliveredCopies;

/**
 * What it takes to send mail for groups, lists and forwarded mailboxes to all of them, where no MTA in front has done so.
 *
 * @param routing says where mail goes
 * @param relay takes what goes to other hosts
 * @param copies remembers who has got a message that others are still to get
 */
public record Distribution(AddressRouting routing, Relay relay, DeliveredCopies copies) {}
