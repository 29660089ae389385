package org.mailloft.ucr.apply;

import java.nio.file.Path;

/**
 * One complete set of rendered files. Generation 0 is what was there before the first: it has no targets.
 *
 * @param number counts up
 * @param tree its folder, laid out like the root
 * @param manifest its list; when that is damaged, as much of it as the folder shows
 * @param isListed whether it is not
 */
record Generation(int number, Path tree, Manifest manifest, boolean isListed) {

    Path file(Path target) {
        return tree.resolve(target);
    }
}
