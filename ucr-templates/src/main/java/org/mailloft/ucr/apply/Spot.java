package org.mailloft.ucr.apply;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What is found at the place of a target.
 *
 * @param content where what readers see there can be read; empty when they see nothing
 * @param edited whether that is somebody's own text and not what was rendered
 */
record Spot(Kind kind, Optional<Path> content, boolean edited) {

    enum Kind {
        NOTHING,
        OUR_LINK,
        SOMETHING_ELSE,
        MOUNTED
    }
}
