package org.mailloft.firewall;

import java.util.OptionalInt;

/**
 * A service of this host, by whose name a rule may mean its port.
 *
 * @param name as rules have it, such as {@code imap}
 * @param port where others can reach it now; empty when they cannot
 * @param variable that says which port, or why there is none
 */
public record Service(String name, OptionalInt port, String variable) {}
