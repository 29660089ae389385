/**
 * How a running listener is asked and told things: one line through a unix socket in its state folder, an
 * {@link org.mailloft.listener.console.Answer} back. {@link org.mailloft.listener.console.Console} listens,
 * {@link org.mailloft.listener.console.ConsoleClient} asks. Whoever may write to the folder may do so.
 */
package org.mailloft.listener.console;
