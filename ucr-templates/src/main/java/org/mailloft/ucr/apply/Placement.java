package org.mailloft.ucr.apply;

import java.nio.file.Path;

/**
 * One thing to do at the place of a target so that the new generation is seen there, or no longer.
 *
 * @param suffix of the name under which what was there is kept beside it; {@code -} when nothing is
 * @param target relative to the root
 */
record Placement(Kind kind, String suffix, Path target) {

    static final String NOTHING = "-";

    enum Kind {
        /** Nothing is there: a link is made. */
        CREATE,
        /** A file or somebody else's link is there: it is kept, and becomes a link. */
        ADOPT,
        /** The link is there, but somebody wrote through it: what he wrote is kept. */
        KEEP,
        /** The place cannot become a link, as a bind mount: content is copied. What is there is kept if it is not ours. */
        COPY,
        /** The target is none any more: the link goes, and what was kept when it came returns. */
        RELEASE
    }

    /** Whether somebody's own text makes way. */
    boolean setsAside() {
        return !suffix.equals(NOTHING);
    }

    Path kept(Path place) {
        return place.resolveSibling(place.getFileName() + "." + suffix);
    }

    String print() {
        return kind + " " + suffix + " " + target;
    }

    static Placement parse(String text) {
        var words = text.split(" ", 3);
        return new Placement(Kind.valueOf(words[0]), words[1], Path.of(words[2]));
    }
}
