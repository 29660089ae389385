/**
 * The first minutes of a host, {@code mailloft-setup}: its name, a certificate, a directory and an account there, and the
 * registry values that follow. {@link org.mailloft.setup.SetupMain} is the door, {@link org.mailloft.setup.FirstSetup} the
 * order of things.
 *
 * <p>Everything may be run again: what is there and right stays as it is. A slapd is configured through
 * {@code org.mailloft.setup.slapd}; a directory elsewhere is looked at by {@link org.mailloft.setup.ExistingDirectory}
 * before anything is changed here.
 */
package org.mailloft.setup;
