package org.mailloft.storage.index;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Pieces of our own files: length, checksum, payload. What is cut off or overwritten at the end of a file, or anywhere,
 * is recognised.
 */
final class Frames {

    /** Octets before the payload. */
    static final int HEAD_OCTETS = 8;

    private Frames() {}

    /** A buffer for a frame with so much payload; the position is where the payload begins. */
    static ByteBuffer begin(int payloadOctets) {
        return ByteBuffer.allocate(HEAD_OCTETS + payloadOctets).position(HEAD_OCTETS);
    }

    /** Fills in length and checksum; the buffer has been written up to its position. */
    static byte[] finish(ByteBuffer frame) {
        int length = frame.position() - HEAD_OCTETS;
        if (frame.hasRemaining()) {
            throw new IllegalStateException(frame.remaining() + " octets of the frame were left out");
        }
        frame.putInt(0, length).putInt(4, checksum(frame.slice(HEAD_OCTETS, length)));
        return frame.array();
    }

    /** The payload of the frame at the buffer's position, which moves behind it; empty when it is not whole. */
    static Optional<ByteBuffer> next(ByteBuffer file) {
        if (file.remaining() < HEAD_OCTETS) {
            return Optional.empty();
        }
        int length = file.getInt(file.position());
        if (length < 0 || length > file.remaining() - HEAD_OCTETS) {
            return Optional.empty();
        }
        var payload = file.slice(file.position() + HEAD_OCTETS, length);
        if (checksum(payload.duplicate()) != file.getInt(file.position() + 4)) {
            return Optional.empty();
        }
        file.position(file.position() + HEAD_OCTETS + length);
        return Optional.of(payload);
    }

    static int checksum(ByteBuffer octets) {
        var crc = new CRC32C();
        crc.update(octets);
        return (int) crc.getValue();
    }
}
