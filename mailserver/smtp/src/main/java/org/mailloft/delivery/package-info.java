/**
 * Puts one message into one user's mail: {@link org.mailloft.delivery.Delivery} decides where it goes and reports how it
 * went as a {@link org.mailloft.delivery.DeliveryResult}. This is where a user's Sieve script will have its say.
 *
 * <p>May use the mail store and what {@code smtp} has spooled; knows nothing of sessions and replies.
 */
package org.mailloft.delivery;
