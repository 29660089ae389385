/**
 * The table of the packet filter, as the file that the registry renders has it and as the kernel has it. {@link
 * org.mailloft.firewall.table.Table} is the door; the program {@code nft} does the work.
 */
package org.mailloft.firewall.table;
