package org.mailloft.storage.maildir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import org.mailloft.storage.IncomingMessage;
import org.mailloft.storage.MailFailure;
import org.mailloft.storage.disk.DiskFile;

/**
 * A message being written to {@code tmp/}, line ends on the way turned into what the store keeps, sizes counted. Small
 * messages reach the disk in one write.
 */
final class SpooledFile implements IncomingMessage {

    private static final int FIRST_BUFFER_OCTETS = 4 * 1024;
    private static final int BUFFER_OCTETS = 64 * 1024;

    private final MaildirState state;
    private final String unique;
    private byte[] buffer = new byte[FIRST_BUFFER_OCTETS];
    private int used;
    private DiskFile file;
    private boolean pendingCr;
    private long physicalSize;
    private long virtualSize;
    private boolean taken;

    SpooledFile(MaildirState state) {
        this.state = state;
        this.unique = state.site().names().next();
    }

    @Override
    public void write(byte[] octets, int offset, int length) {
        int end = offset + length;
        int at = offset;
        while (at < end) {
            byte c = octets[at];
            if (c == '\n') {
                endLine();
                at++;
                continue;
            }
            flushCr();
            if (c == '\r') {
                pendingCr = true;
                at++;
                continue;
            }
            int run = at + 1;
            while (run < end && octets[run] != '\n' && octets[run] != '\r') {
                run++;
            }
            put(octets, at, run - at);
            virtualSize += run - at;
            at = run;
        }
    }

    private void endLine() {
        pendingCr = false;
        if (state.site().settings().saveCrlf()) {
            put('\r');
        }
        put('\n');
        virtualSize += 2;
    }

    /** A CR that no LF followed is an octet like any other. */
    private void flushCr() {
        if (pendingCr) {
            pendingCr = false;
            put('\r');
            virtualSize++;
        }
    }

    private void put(char octet) {
        reserve(1);
        buffer[used++] = (byte) octet;
        physicalSize++;
    }

    private void put(byte[] octets, int offset, int length) {
        physicalSize += length;
        if (length > BUFFER_OCTETS / 2) {
            flush();
            writeOut(octets, offset, length);
            return;
        }
        reserve(length);
        System.arraycopy(octets, offset, buffer, used, length);
        used += length;
    }

    private void reserve(int length) {
        if (used + length <= buffer.length) {
            return;
        }
        if (buffer.length < BUFFER_OCTETS) {
            buffer = Arrays.copyOf(buffer, Math.min(BUFFER_OCTETS, Math.max(buffer.length * 2, used + length)));
        }
        if (used + length > buffer.length) {
            flush();
        }
    }

    private void flush() {
        writeOut(buffer, 0, used);
        used = 0;
    }

    private void writeOut(byte[] octets, int offset, int length) {
        try {
            if (file == null) {
                file = create();
            }
            file.write(octets, offset, length);
        } catch (IOException e) {
            throw FullDisk.passing(e);
        }
    }

    private DiskFile create() throws IOException {
        try {
            return state.permissions().createFile(state.disk(), path());
        } catch (NoSuchFileException _) {
            if (state.index().isGone()
                    || state.disk().find(state.folder().mail()).isEmpty()) {
                throw MailFailure.noSuchMailbox(state.name());
            }
            state.createDirectories();
            return state.permissions().createFile(state.disk(), path());
        }
    }

    @Override
    public long size() {
        return virtualSize + (pendingCr ? 1 : 0);
    }

    @Override
    public long physicalSize() {
        return physicalSize + (pendingCr ? 1 : 0);
    }

    /** Base name the message will have. */
    String base() {
        return unique + ",S=" + physicalSize + ",W=" + virtualSize;
    }

    /** Where it is until it is taken. */
    Path path() {
        return state.folder().tmp().resolve(unique);
    }

    /** Brings all octets to the disk, durable if so configured. */
    void complete(Instant internalDate) throws IOException {
        flushCr();
        flush();
        try (var done = file) {
            state.disk().setModified(path(), internalDate);
            if (state.site().settings().syncs()) {
                done.force();
            }
        }
        buffer = new byte[0];
    }

    boolean belongsTo(MaildirState mailbox) {
        return state == mailbox;
    }

    /** Gives the file away: it becomes a message of the mailbox. */
    void moveInto(Path place) throws IOException {
        state.disk().rename(path(), place);
        taken = true;
    }

    @Override
    public void close() {
        if (file == null || taken) {
            return;
        }
        try (var _ = file) {
            state.disk().deleteIfExists(path());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
