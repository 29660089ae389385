package org.mailloft.ucr.apply;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.mailloft.ucr.Assignment;
import org.mailloft.ucr.Layer;

/**
 * Carries out changes of the registry of one root, each whole or not at all. Every call that writes waits for the lock of
 * the root, and first finishes or takes back what a killed predecessor left.
 *
 * <p>An {@code IOException} means that nothing was begun: no right to write, a lock that is not given up, a disk that
 * cannot be read. What goes wrong later is an {@link Outcome}. A key that cannot be one is a
 * {@link org.mailloft.ucr.BadKey}.
 */
public final class Applier {

    private final Path root;
    private final Path share;

    private Applier(Path root, Path share) {
        this.root = root;
        this.share = share;
    }

    /**
     * @param root of the file system the registry belongs to
     * @param share the product's share folder, with {@code registry.info} and {@code templates}
     */
    public static Applier of(Path root, Path share) {
        return new Applier(
                root.toAbsolutePath().normalize(), share.toAbsolutePath().normalize());
    }

    /** {@code ucr set} and {@code unset}: assignments in order, to one layer. */
    public Outcome change(Layer layer, List<? extends Assignment> assignments, ChangeOptions options)
            throws IOException {
        throw unfinished();
    }

    /**
     * Renders again, puts links back that were replaced by hand and runs scripts and modules.
     *
     * @param files only these targets, absolute inside the root and without scripts and modules; empty for everything
     */
    public Outcome commit(List<String> files) throws IOException {
        throw unfinished();
    }

    /** Takes back the last change that was not taken back yet; twice takes back the last two. */
    public Outcome undo() throws IOException {
        throw unfinished();
    }

    /** What was carried out, newest first. */
    public List<HistoryEntry> history() throws IOException {
        throw unfinished();
    }

    /** Restarts that are needed before what was set can be seen. */
    public List<Outcome.PendingRestart> pending() throws IOException {
        throw unfinished();
    }

    /** {@code ucr apply}: restarts what is pending. */
    public Outcome applyPending() throws IOException {
        throw unfinished();
    }

    /** Notes that a service was started by somebody else and so knows everything that was pending for it. */
    public void restarted(String service) throws IOException {
        throw unfinished();
    }

    /** Renders all targets of a package; files that are in their places are kept as {@code NAME.debian}. */
    public Outcome register(String packageName) throws IOException {
        throw unfinished();
    }

    /** Removes the targets of a package and puts back the files that were in their places. */
    public Outcome unregister(String packageName) throws IOException {
        throw unfinished();
    }

    /** Rebuilds the layer of defaults from the descriptions and renders what follows from it. */
    public Outcome update() throws IOException {
        throw unfinished();
    }

    private UnsupportedOperationException unfinished() {
        return new UnsupportedOperationException(root + " with " + share);
    }
}
