package org.mailloft.storage.maildir;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.mailloft.storage.OwnFlags.Earlier;
import org.mailloft.storage.UidSet;
import org.mailloft.storage.disk.Disk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Dovecot knows a reader has read of a mailbox: {@code dovecot.index.pvt} and its logs, which are the only place where
 * that is. Read once, when there is nothing of ours yet; never written.
 */
final class DovecotPrivateIndex {

    private static final Logger LOG = LoggerFactory.getLogger(DovecotPrivateIndex.class);

    private static final String INDEX = "dovecot.index.pvt";

    private static final long MAX_OCTETS = 64 << 20;

    private static final int SEEN = 0x08;

    /** Records of a log; the other bits of a type say who wrote it. */
    private static final int TYPE = 0x0fff_ffff;

    private static final int APPEND = 0x02;
    private static final int FLAG_UPDATE = 0x04;
    private static final int HEADER_UPDATE = 0x20;
    private static final int EXPUNGE = 0xcd91;
    private static final int EXPUNGE_GUID = 0xed90;

    /** Fields of the index's header. */
    private static final int UID_VALIDITY = 24;

    private static final int MESSAGES = 32;
    private static final int LOG_SEQUENCE = 60;
    private static final int LOG_HEAD = 68;

    private final Disk disk;
    private final Path directory;

    /** Flags by UID. */
    private final TreeMap<Long, Integer> flags = new TreeMap<>();

    private long uidValidity;
    private long logSequence;
    private int logHead;

    private DovecotPrivateIndex(Disk disk, Path directory) {
        this.disk = disk;
        this.directory = directory;
    }

    /** Empty when there is none, or it is not of the mailbox with this UIDVALIDITY. */
    static Optional<Earlier> read(Disk disk, Path directory, long uidValidity) {
        var index = new DovecotPrivateIndex(disk, directory);
        try {
            index.file(INDEX).ifPresent(index::readIndex);
            for (var log : List.of(INDEX + ".log.2", INDEX + ".log")) {
                index.file(log).ifPresent(index::readLog);
            }
        } catch (IOException
                | BufferUnderflowException
                | IllegalArgumentException
                | IndexOutOfBoundsException
                | ArithmeticException e) {
            LOG.warn("{}: what Dovecot knew was read there is partly forgotten: {}", directory, e.toString());
        }
        return index.uidValidity == uidValidity ? Optional.of(index.result()) : Optional.empty();
    }

    private Optional<ByteBuffer> file(String name) throws IOException {
        var file = directory.resolve(name);
        try {
            return disk.status(file).size() > MAX_OCTETS
                    ? Optional.empty()
                    : Optional.of(ByteBuffer.wrap(disk.readAll(file)).order(ByteOrder.LITTLE_ENDIAN));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    private void readIndex(ByteBuffer file) {
        int headerOctets = file.position(4).getInt();
        int recordOctets = file.getInt();
        if (recordOctets < 5) {
            throw new IllegalArgumentException("records of " + recordOctets + " octets");
        }
        uidValidity = number(file.position(UID_VALIDITY));
        long messages = number(file.position(MESSAGES));
        logSequence = number(file.position(LOG_SEQUENCE));
        logHead = file.position(LOG_HEAD).getInt();
        for (long n = 0; n < messages; n++) {
            file.position(Math.toIntExact(headerOctets + n * recordOctets));
            long uid = number(file);
            flags.put(uid, file.get() & 0xff);
        }
    }

    private void readLog(ByteBuffer file) {
        int headerOctets = Short.toUnsignedInt(file.position(2).getShort());
        long sequence = number(file.position(8));
        if (sequence < logSequence) {
            return;
        }
        file.position(sequence == logSequence ? logHead : headerOctets);
        while (file.remaining() >= 8) {
            int octets = size(file);
            if (octets < 8 || octets - 4 > file.remaining()) {
                return; // not written to its end
            }
            int type = file.getInt() & TYPE;
            var content = file.slice(file.position(), octets - 8).order(ByteOrder.LITTLE_ENDIAN);
            file.position(file.position() + octets - 8);
            record(type, content);
        }
    }

    /** Four octets, the highest first, of seven bits each; in units of four octets. */
    private static int size(ByteBuffer file) {
        int size = 0;
        for (int n = 0; n < 4; n++) {
            int octet = file.get();
            if ((octet & 0x80) == 0) {
                return 0;
            }
            size = size << 7 | octet & 0x7f;
        }
        return 4 * size;
    }

    private void record(int type, ByteBuffer content) {
        switch (type) {
            case APPEND -> {
                while (content.remaining() >= 8) {
                    flags.put(number(content), content.getInt() & 0xff);
                }
            }
            case FLAG_UPDATE -> {
                while (content.remaining() >= 12) {
                    long first = number(content);
                    long last = number(content);
                    int added = content.get();
                    int removed = content.get();
                    content.getShort();
                    flags.subMap(first, true, last, true).replaceAll((_, before) -> before & ~removed | added & 0xff);
                }
            }
            case HEADER_UPDATE -> header(content);
            case EXPUNGE -> {
                while (content.remaining() >= 8) {
                    flags.subMap(number(content), true, number(content), true).clear();
                }
            }
            case EXPUNGE_GUID -> {
                while (content.remaining() >= 20) {
                    flags.remove(number(content));
                    content.position(content.position() + 16);
                }
            }
            default -> {
                // of no interest for \Seen
            }
        }
    }

    private void header(ByteBuffer content) {
        while (content.remaining() >= 4) {
            int offset = Short.toUnsignedInt(content.getShort());
            int octets = Short.toUnsignedInt(content.getShort());
            if (offset == UID_VALIDITY && octets >= 4) {
                uidValidity = Integer.toUnsignedLong(content.getInt(content.position()));
            }
            content.position(Math.min(content.limit(), content.position() + (octets + 3 & ~3)));
        }
    }

    private static long number(ByteBuffer from) {
        return Integer.toUnsignedLong(from.getInt());
    }

    private Earlier result() {
        var seen = new UidSet.Builder();
        var unseen = new UidSet.Builder();
        flags.forEach((uid, bits) -> ((bits & SEEN) != 0 ? seen : unseen).add(uid));
        return new Earlier(seen.build(), unseen.build());
    }
}
