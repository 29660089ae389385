package org.mailloft.storage.disk;

import java.time.Instant;

/**
 * Who may do what with a file, and how many names it has.
 *
 * @param mode permission bits with setuid, setgid and sticky, such as {@code 02770}
 * @param uid owner
 * @param gid group
 * @param links names of the file
 * @param changed last change of the file or of any of this
 */
public record Ownership(int mode, int uid, int gid, int links, Instant changed) {}
