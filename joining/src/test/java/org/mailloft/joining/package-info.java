/**
 * Tests of the scripts in {@code src/main/sh}, which join a host to its directory, and of the texts of the App Center in
 * {@code debian/appcenter}.
 *
 * <p>{@link org.mailloft.joining.JoiningHost} is a folder that the scripts take for the root of a host. Start with
 * {@link org.mailloft.joining.JoinScriptsIT}, where a real slapd is joined, and then read {@code join.sh}.
 */
package org.mailloft.joining;
