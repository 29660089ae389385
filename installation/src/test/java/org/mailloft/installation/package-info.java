/**
 * The test of the packages on a clean Debian: {@link org.mailloft.installation.CleanSystemIT} is the story, to be read first.
 *
 * <p>{@link org.mailloft.installation.CleanDebian} makes the system and gives it a package repository of its own, so that
 * it needs no network; {@link org.mailloft.installation.Machine} runs it, booted by systemd or, where that cannot be, with
 * its daemons started by hand; {@link org.mailloft.installation.MailClient} is somebody outside with programs that others
 * wrote. Runs with {@code dev/test --install}, as root, and leaves nothing behind but the caches below {@code target}.
 */
package org.mailloft.installation;
