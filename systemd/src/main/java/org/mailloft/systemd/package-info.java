/**
 * A daemon as a service of systemd: it says when it is ready, reloads and stops, and that it is still alive.
 *
 * <p>{@link org.mailloft.systemd.ServiceManager} is the door: made from the environment, and silent where nobody asked to be
 * told. {@link org.mailloft.systemd.Watchdog} feeds the watchdog of the service as long as a check of the daemon's own passes.
 * {@link org.mailloft.systemd.UnixDatagrams} is what both send by, and of use to whoever else has a datagram socket to write to.
 *
 * <p>Uses the JDK only.
 */
package org.mailloft.systemd;
