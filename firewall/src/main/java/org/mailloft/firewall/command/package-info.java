/**
 * {@code mailloft-firewall}, the command that loads the packet filter and says why a connection is let in or not. It is given
 * what the registry says ({@link org.mailloft.firewall.command.RuleSource}) by the program that it is started as.
 */
package org.mailloft.firewall.command;
