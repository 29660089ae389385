/**
 * The registry: settings as {@code key: value} in files of several layers, the same files as UCS has them.
 *
 * <p>{@link org.mailloft.ucr.Registry} is the door; {@link org.mailloft.ucr.Layer} says which files there are and which
 * wins, {@link org.mailloft.ucr.LayerFile} how one is read, locked and written. Uses nothing but the JDK,
 * and where the build made it our library of system calls.
 */
package org.mailloft.ucr;
