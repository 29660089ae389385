/**
 * The file system as the store uses it: {@link org.mailloft.storage.disk.Disk}, the one place where files are read,
 * written, synced, renamed and removed. Everything durable passes here, so a test can fail or stop at any step.
 *
 * <p>Knows nothing of mail. May use only the JDK.
 */
package org.mailloft.storage.disk;
