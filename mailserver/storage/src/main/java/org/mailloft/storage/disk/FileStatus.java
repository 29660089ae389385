package org.mailloft.storage.disk;

import java.time.Instant;

/**
 * What a file is at one moment. Two that are equal mean, as far as a file system can tell, that nothing happened.
 *
 * @param size octets
 * @param modified time of last change, as exact as the file system keeps it
 * @param key the file's identity (device and inode), equal for all its names
 * @param directory whether it is one
 */
public record FileStatus(long size, Instant modified, Object key, boolean directory) {}
