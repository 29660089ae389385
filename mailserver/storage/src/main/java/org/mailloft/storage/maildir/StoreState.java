package org.mailloft.storage.maildir;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailloft.storage.maildir.MaildirState.Stamps;

/**
 * What is kept beside the index so that an unchanged mailbox is opened without reading its directories.
 *
 * @param stamps how they looked
 * @param uidListLines records in the UID list
 * @param headerFields unknown fields of its header
 * @param keywords content of the keywords file
 * @param oddNames files whose names do not follow from their flags, by UID
 */
record StoreState(
        Stamps stamps, int uidListLines, List<String> headerFields, KeywordsFile keywords, Map<Long, String> oddNames) {

    private static final int VERSION = 1;

    /** More odd names than this are not kept; the directories are read at the next opening instead. */
    private static final int MAX_OCTETS = 48 * 1024;

    static StoreState of(MaildirState state) {
        return new StoreState(
                state.stamps, state.uidListLines, state.header.others(), state.keywords, Map.copyOf(state.oddNames));
    }

    void restore(MaildirState state) {
        state.stamps = stamps;
        state.uidListLines = uidListLines;
        state.keywords = keywords;
        state.oddNames.putAll(oddNames);
    }

    byte[] octets() {
        var octets = encode();
        return octets.length <= MAX_OCTETS
                ? octets
                : new StoreState(Stamps.UNKNOWN, uidListLines, headerFields, keywords, Map.of()).encode();
    }

    private byte[] encode() {
        var octets = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(octets)) {
            out.writeByte(VERSION);
            for (var stamp : List.of(stamps.fresh(), stamps.cur(), stamps.uidList(), stamps.keywords())) {
                stamp.writeTo(out);
            }
            out.writeInt(uidListLines);
            out.writeUTF(String.join(" ", headerFields));
            var names = keywords.octets();
            out.writeShort(names.length);
            out.write(names);
            out.writeInt(oddNames.size());
            for (var odd : oddNames.entrySet()) {
                out.writeLong(odd.getKey());
                out.writeUTF(odd.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return octets.toByteArray();
    }

    /** Empty for what another version wrote. */
    static Optional<StoreState> parse(byte[] octets) {
        try (var in = new DataInputStream(new ByteArrayInputStream(octets))) {
            if (in.readByte() != VERSION) {
                return Optional.empty();
            }
            var stamps = new Stamps(Stamp.readFrom(in), Stamp.readFrom(in), Stamp.readFrom(in), Stamp.readFrom(in));
            int lines = in.readInt();
            var fields = in.readUTF();
            var names = new byte[in.readUnsignedShort()];
            in.readFully(names);
            var odd = new HashMap<Long, String>();
            for (int left = in.readInt(); left > 0; left--) {
                odd.put(in.readLong(), in.readUTF());
            }
            return Optional.of(new StoreState(
                    stamps,
                    lines,
                    fields.isEmpty() ? List.of() : List.of(fields.split(" ")),
                    KeywordsFile.parse(names),
                    odd));
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
