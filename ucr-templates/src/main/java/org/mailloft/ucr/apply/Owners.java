package org.mailloft.ucr.apply;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.Optional;
import org.mailloft.ucr.template.Rendered;

/**
 * Whose a rendered file is. Only root gives files away; for anybody else ownership stays as it is. On the host itself a name
 * that does not exist is an error; in another root, where names may be known later, it is left out.
 */
final class Owners {

    private final boolean privileged;
    private final boolean namesMustExist;

    Owners(boolean privileged, boolean namesMustExist) {
        this.privileged = privileged;
        this.namesMustExist = namesMustExist;
    }

    /** Whether this program runs as root. */
    static boolean isRoot() throws IOException {
        return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    }

    boolean isPrivileged() {
        return privileged;
    }

    /** {@code field} of the info file has a name that does not exist. */
    static final class Unknown extends IOException {

        private static final long serialVersionUID = 1;

        private final String field;

        Unknown(String field, String name) {
            super("There is no such name: " + name);
            this.field = field;
        }

        String field() {
            return field;
        }
    }

    /** Whom a file shall belong to; empty to leave that as it is. */
    record Wanted(Optional<UserPrincipal> user, Optional<GroupPrincipal> group) {}

    /**
     * @param seen what is at the target's place, whose owner is kept where none is named
     * @throws Unknown for a name that does not exist
     */
    Wanted wanted(Rendered rendered, Optional<Path> seen) throws IOException {
        if (!privileged) {
            return new Wanted(Optional.empty(), Optional.empty());
        }
        var existing = seen.isPresent()
                ? Optional.of(Files.readAttributes(seen.get(), PosixFileAttributes.class))
                : Optional.<PosixFileAttributes>empty();
        var user = rendered.user().isPresent() ? user(rendered.user().get()) : existing.map(PosixFileAttributes::owner);
        var group =
                rendered.group().isPresent() ? group(rendered.group().get()) : existing.map(PosixFileAttributes::group);
        return new Wanted(user, group);
    }

    private Optional<UserPrincipal> user(String name) throws IOException {
        try {
            return Optional.of(
                    Path.of("/").getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(name));
        } catch (UserPrincipalNotFoundException _) {
            return unknown("User", name);
        }
    }

    private Optional<GroupPrincipal> group(String name) throws IOException {
        try {
            return Optional.of(
                    Path.of("/").getFileSystem().getUserPrincipalLookupService().lookupPrincipalByGroupName(name));
        } catch (UserPrincipalNotFoundException _) {
            return unknown("Group", name);
        }
    }

    /** @param name which Java leaves out of its exception */
    private <T> Optional<T> unknown(String field, String name) throws Unknown {
        if (namesMustExist) {
            throw new Unknown(field, name);
        }
        return Optional.empty();
    }

    /** Gives a new file its owner, then its permissions, which a change of the owner may have cut. */
    void give(Path file, Wanted wanted, int mode) throws IOException {
        var view = Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (wanted.user().isPresent()) {
            view.setOwner(wanted.user().get());
        }
        if (wanted.group().isPresent()) {
            view.setGroup(wanted.group().get());
        }
        Files.setAttribute(file, "unix:mode", mode);
    }

    /** Whether a file is that already. */
    static boolean isGiven(Path file, Wanted wanted, int mode) throws IOException {
        var attributes = Files.readAttributes(file, PosixFileAttributes.class);
        return ((int) Files.getAttribute(file, "unix:mode") & 07777) == mode
                && wanted.user().map(attributes.owner()::equals).orElse(true)
                && wanted.group().map(attributes.group()::equals).orElse(true);
    }
}
