/**
 * The whole product in one process: embedded directory, mail server and listener over one state folder that looks like
 * the root of an installed system. For evaluation, containers and tests; {@code dev/up} runs it.
 *
 * <p>Start at {@link org.mailloft.appliance.Appliance}. Nothing here knows how a part works: it writes the
 * configuration that each part reads, and starts them in order.
 */
package org.mailloft.appliance;
