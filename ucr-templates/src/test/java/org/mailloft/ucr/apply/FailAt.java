package org.mailloft.ucr.apply;

import java.io.IOException;
import java.nio.file.Path;

/** A disk that fails once, at the n-th step. */
final class FailAt implements Disk.Step {

    private int left;

    FailAt(int n) {
        left = n;
    }

    @Override
    public void before(String what, Path file) throws IOException {
        if (--left == 0) {
            throw new IOException("injected: " + what + " " + file);
        }
    }
}
