/** The listener as a program of its own, {@code mailloft-listener}. {@link org.mailloft.listener.cli.ListenerMain} is the door. */
package org.mailloft.listener.cli;
