package org.mailloft.ucr.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.Set;

/** Remembers why something could not be written: a {@link java.io.PrintStream} above it only tells that it was so. */
final class Output extends FilterOutputStream {

    /** Whoever closed his end, or gave none, does not miss the rest. */
    private static final Set<String> UNREAD = Set.of("Broken pipe", "Bad file descriptor");

    private Optional<IOException> failure = Optional.empty();

    Output(OutputStream out) {
        super(out);
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        try {
            out.write(octets, offset, length);
        } catch (IOException e) {
            failure = Optional.of(e);
            throw e;
        }
    }

    /** Why somebody who reads this has not got all of it, as on a full disk. */
    Optional<IOException> failure() {
        return failure.filter(e -> !UNREAD.contains(String.valueOf(e.getMessage())));
    }
}
