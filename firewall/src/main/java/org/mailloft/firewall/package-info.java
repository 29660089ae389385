/**
 * What the variables of the packet filter mean: {@link org.mailloft.firewall.RuleReader} knows their grammar, and
 * {@link org.mailloft.firewall.RuleSet} which rule counts when several are for the same. Nothing here knows where
 * variables are kept or how a packet filter is loaded; {@code org.mailloft.firewall.command} is the command for people.
 */
package org.mailloft.firewall;
