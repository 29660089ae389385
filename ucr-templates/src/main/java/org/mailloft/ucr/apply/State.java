package org.mailloft.ucr.apply;

import java.nio.file.Path;

/**
 * Where one root keeps what the transaction needs besides the registry itself: everything below
 * {@code var/lib/mailloft/ucr}.
 *
 * @param root of the file system, absolute
 */
record State(Path root) {

    private static final Path FOLDER = Path.of("var/lib/mailloft/ucr");

    Path folder() {
        return root.resolve(FOLDER);
    }

    /** Held by whoever changes anything of this root. */
    Path lock() {
        return folder().resolve("lock");
    }

    /** The link that says which generation counts. */
    Path current() {
        return folder().resolve("current");
    }

    Path generations() {
        return folder().resolve("generations");
    }

    /** The record of a change that is between its first visible step and its last. */
    Path transaction() {
        return folder().resolve("transaction");
    }

    /** The same record, once it is decided that the change is taken back. */
    Path takingBack() {
        return folder().resolve("transaction.back");
    }

    /** A record that cannot be read any more. */
    Path damagedTransaction() {
        return folder().resolve("transaction.damaged");
    }

    /** Records of changes that were carried out. */
    Path history() {
        return folder().resolve("history");
    }

    /** See {@link Index}. */
    Path index() {
        return folder().resolve("index");
    }

    /** See {@link InStep}. */
    Path inStep() {
        return folder().resolve("in-step");
    }

    Path pending() {
        return folder().resolve("pending");
    }

    /** Where a target is seen. */
    Path place(Path target) {
        return root.resolve(target);
    }

    /** A target as messages call it: absolute inside the root. */
    static String name(Path target) {
        return "/" + target;
    }

    boolean isHost() {
        return root.getParent() == null;
    }
}
