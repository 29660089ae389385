package org.mailloft.ucr.apply;

import java.nio.file.Path;

/**
 * One complete set of rendered files. Generation 0 is what was there before the first: it has no targets.
 *
 * @param number counts up
 * @param tree its folder, laid out like the root
 */
record Generation(int number, Path tree, Manifest manifest) {

    Path file(Path target) {
        return tree.resolve(target);
    }
}
