package org.mailloft.storage.index;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailloft.storage.UidSet;

/**
 * Octets of an index file: frames (see {@link Frames}), the first a {@code HEAD} with the mailbox and its counters, then
 * one {@code CHUNK} for each of the view's, then any number of {@code CHANGE}s that came later. Big endian. A file with
 * another version is as good as none.
 */
final class IndexFormat {

    private static final int MAGIC = 0x4D4C_4958;
    private static final int VERSION = 2;

    private static final byte CHUNK = 1;
    private static final byte CHANGE = 2;

    /** uid, flags, modification sequence, date, size, physical size, end of key. */
    private static final int ROW_OCTETS = 4 + 5 * 8 + 4;

    private IndexFormat() {}

    /** A whole file without changes. */
    static List<byte[]> whole(SavedIndex index, String bootId) {
        var frames = new ArrayList<byte[]>();
        frames.add(head(index, bootId));
        for (var chunk : index.view().chunks) {
            var frame = Frames.begin(1 + chunkOctets(chunk));
            frame.put(CHUNK);
            putChunk(frame, chunk);
            frames.add(Frames.finish(frame));
        }
        return frames;
    }

    private static byte[] head(SavedIndex index, String bootId) {
        var view = index.view();
        var strings = strings(view.keywords());
        var guid = index.guid().getBytes(StandardCharsets.US_ASCII);
        var boot = bootId.getBytes(StandardCharsets.US_ASCII);
        var frame = Frames.begin(
                4 + 4 + 4 + guid.length + 4 + boot.length + 5 * 8 + strings.length + 4 + index.storeState().length);
        frame.putInt(MAGIC).putInt(VERSION);
        putBytes(frame, guid);
        putBytes(frame, boot);
        frame.putLong(index.uidValidity());
        putCounters(frame, view);
        frame.putLong(view.chunks.length);
        frame.put(strings);
        putBytes(frame, index.storeState());
        return Frames.finish(frame);
    }

    /** The frame that leads from one state to a later one of the same mailbox. */
    static byte[] change(SavedIndex before, SavedIndex after) {
        var view = after.view();
        var changes = before.view().storedChangesTo(view);
        var newKeywords = strings(view.keywords()
                .subList(before.view().keywords().size(), view.keywords().size()));
        int[] changed = view.indexes(changes.changed());
        var added = chunksOf(view, view.indexes(changes.added()));
        int octets = 1
                + 3 * 8
                + newKeywords.length
                + 4
                + changes.expunged().ranges() * 8
                + 4
                + changed.length * 20
                + 4
                + added.stream().mapToInt(IndexFormat::chunkOctets).sum()
                + 4
                + after.storeState().length;
        var frame = Frames.begin(octets);
        frame.put(CHANGE);
        putCounters(frame, view);
        frame.put(newKeywords);
        frame.putInt(changes.expunged().ranges());
        for (int range = 0; range < changes.expunged().ranges(); range++) {
            frame.putInt((int) changes.expunged().first(range))
                    .putInt((int) changes.expunged().last(range));
        }
        frame.putInt(changed.length);
        for (int index : changed) {
            frame.putInt((int) view.uid(index)).putLong(view.allBits(index)).putLong(view.modSeq(index));
        }
        frame.putInt(added.size());
        added.forEach(chunk -> putChunk(frame, chunk));
        putBytes(frame, after.storeState());
        return Frames.finish(frame);
    }

    private static List<Chunk> chunksOf(ChunkedView view, int[] indexes) {
        var chunks = new ArrayList<Chunk>();
        for (int done = 0; done < indexes.length; ) {
            int end = Math.min(indexes.length, done + Chunk.CAPACITY);
            var builder = new Chunk.Builder(end - done);
            for (; done < end; done++) {
                int c = view.chunkOf(indexes[done]);
                int n = indexes[done] - view.startOf(c);
                builder.add(view.chunks[c], n, n + 1);
            }
            chunks.add(builder.build());
        }
        return chunks;
    }

    /**
     * Reads a file.
     *
     * @return empty when there is nothing in it to be believed
     */
    static Optional<Loaded> read(ByteBuffer file) {
        try {
            var first = Frames.next(file);
            return first.isEmpty() ? Optional.empty() : readAfterHead(first.get(), file);
        } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException _) {
            return Optional.empty(); // the checksum is right, the content is not: not written by this version
        } catch (InternalError _) {
            return Optional.empty(); // a mapped file that somebody cut off
        }
    }

    private static Optional<Loaded> readAfterHead(ByteBuffer head, ByteBuffer file) {
        if (head.getInt() != MAGIC || head.getInt() != VERSION) {
            return Optional.empty();
        }
        var guid = getString(head);
        var bootId = getString(head);
        long uidValidity = head.getLong();
        long uidNext = head.getLong();
        long highestModSeq = head.getLong();
        long firstRecentUid = head.getLong();
        var chunks = new ArrayList<Chunk>();
        long chunkCount = head.getLong();
        var keywords = getStrings(head);
        var storeState = getBytes(head);
        while (chunks.size() < chunkCount) {
            var frame = Frames.next(file);
            if (frame.isEmpty() || frame.get().get() != CHUNK) {
                return Optional.empty();
            }
            chunks.add(getChunk(frame.get()));
        }
        int wholeOctets = file.position();
        var view = new ChunkedView(
                chunks.toArray(Chunk[]::new),
                List.copyOf(keywords),
                uidNext,
                highestModSeq,
                firstRecentUid,
                DateSource.NONE);
        var index = new SavedIndex(guid, uidValidity, view, storeState);
        int changes = 0;
        for (var frame = Frames.next(file); frame.isPresent(); frame = Frames.next(file)) {
            index = replay(index, frame.get());
            changes++;
        }
        return Optional.of(new Loaded(index, bootId, wholeOctets, file.position(), changes, !file.hasRemaining()));
    }

    private static SavedIndex replay(SavedIndex before, ByteBuffer frame) {
        if (frame.get() != CHANGE) {
            throw new IllegalArgumentException("a frame of unknown kind");
        }
        var view = before.view();
        var edit = new ViewEdit(view);
        long uidNext = frame.getLong();
        long highestModSeq = frame.getLong();
        long firstRecentUid = frame.getLong();
        getStrings(frame).forEach(edit::keyword);
        var expunged = new UidSet.Builder();
        for (int n = frame.getInt(); n > 0; n--) {
            expunged.add(Integer.toUnsignedLong(frame.getInt()), Integer.toUnsignedLong(frame.getInt()));
        }
        for (int index : view.indexes(expunged.build())) {
            edit.expunge(index);
        }
        for (int n = frame.getInt(); n > 0; n--) {
            edit.restore(view.indexOf(Integer.toUnsignedLong(frame.getInt())), frame.getLong(), frame.getLong());
        }
        for (int n = frame.getInt(); n > 0; n--) {
            edit.restore(getChunk(frame));
        }
        edit.restoreCounters(uidNext, highestModSeq, firstRecentUid);
        return new SavedIndex(before.guid(), before.uidValidity(), edit.build(), getBytes(frame));
    }

    private static void putCounters(ByteBuffer frame, ChunkedView view) {
        frame.putLong(view.uidNext()).putLong(view.highestModSeq()).putLong(view.firstRecentUid());
    }

    private static int chunkOctets(Chunk chunk) {
        return 4 + chunk.count() * ROW_OCTETS + 4 + chunk.keys.octets().length;
    }

    private static void putChunk(ByteBuffer frame, Chunk chunk) {
        frame.putInt(chunk.count());
        putInts(frame, chunk.uids);
        putLongs(frame, chunk.flags);
        putLongs(frame, chunk.modSeqs);
        putLongs(frame, chunk.dates.seconds());
        putLongs(frame, chunk.sizes);
        putLongs(frame, chunk.physicalSizes);
        putInts(frame, chunk.keys.ends());
        putBytes(frame, chunk.keys.octets());
    }

    private static Chunk getChunk(ByteBuffer frame) {
        int count = frame.getInt();
        if (count < 1 || count > Chunk.CAPACITY) {
            throw new IllegalArgumentException("a chunk of " + count);
        }
        var uids = getInts(frame, count);
        var flags = getLongs(frame, count);
        var modSeqs = getLongs(frame, count);
        var dates = new Dates(getLongs(frame, count));
        var sizes = getLongs(frame, count);
        var physicalSizes = getLongs(frame, count);
        var ends = getInts(frame, count);
        return new Chunk(uids, flags, modSeqs, dates, sizes, physicalSizes, new Keys(getBytes(frame), ends));
    }

    private static void putInts(ByteBuffer frame, int[] values) {
        frame.asIntBuffer().put(values);
        frame.position(frame.position() + values.length * 4);
    }

    private static int[] getInts(ByteBuffer frame, int count) {
        var values = new int[count];
        frame.asIntBuffer().get(values);
        frame.position(frame.position() + count * 4);
        return values;
    }

    private static void putLongs(ByteBuffer frame, long[] values) {
        frame.asLongBuffer().put(values);
        frame.position(frame.position() + values.length * 8);
    }

    private static long[] getLongs(ByteBuffer frame, int count) {
        var values = new long[count];
        frame.asLongBuffer().get(values);
        frame.position(frame.position() + count * 8);
        return values;
    }

    private static void putBytes(ByteBuffer frame, byte[] bytes) {
        frame.putInt(bytes.length).put(bytes);
    }

    private static byte[] getBytes(ByteBuffer frame) {
        int length = frame.getInt();
        if (length < 0 || length > frame.remaining()) {
            throw new BufferUnderflowException();
        }
        var bytes = new byte[length];
        frame.get(bytes);
        return bytes;
    }

    private static String getString(ByteBuffer frame) {
        return new String(getBytes(frame), StandardCharsets.US_ASCII);
    }

    private static byte[] strings(List<String> strings) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(ByteBuffer.allocate(4).putInt(strings.size()).array());
        for (var string : strings) {
            var bytes = string.getBytes(StandardCharsets.UTF_8);
            out.writeBytes(ByteBuffer.allocate(4).putInt(bytes.length).array());
            out.writeBytes(bytes);
        }
        return out.toByteArray();
    }

    private static List<String> getStrings(ByteBuffer frame) {
        var strings = new ArrayList<String>();
        for (int n = frame.getInt(); n > 0; n--) {
            strings.add(new String(getBytes(frame), StandardCharsets.UTF_8));
        }
        return strings;
    }

    /**
     * What was read.
     *
     * @param bootId of the machine when the file was written
     * @param wholeOctets length of the part without changes
     * @param octets length of all that could be read
     * @param changes number of changes behind the whole part
     * @param complete whether the file ends where the last change ends
     */
    record Loaded(SavedIndex index, String bootId, int wholeOctets, int octets, int changes, boolean complete) {}
}
