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

/**
 * What is kept beside the index so that an unchanged mailbox is opened without reading its directories.
 *
 * @param fresh how {@code new/} looked
 * @param cur how {@code cur/} looked
 * @param uidList how the UID list looked
 * @param keywordsFile how the keywords file looked
 * @param uidListLines records in the UID list
 * @param headerFields unknown fields of its header
 * @param keywords content of the keywords file
 * @param oddNames files whose names do not follow from their flags, by UID
 */
record StoreState(
        Stamp fresh,
        Stamp cur,
        Stamp uidList,
        Stamp keywordsFile,
        int uidListLines,
        List<String> headerFields,
        KeywordsFile keywords,
        Map<Long, String> oddNames) {

    private static final int VERSION = 2;

    /** More odd names than this are not kept; the directories are read at the next opening instead. */
    private static final int MAX_OCTETS = 48 * 1024;

    static StoreState of(MaildirState state) {
        return new StoreState(
                state.fresh(),
                state.cur(),
                state.uidList().stamp(),
                state.keywords().stamp(),
                state.uidList().lines(),
                state.uidList().header().others(),
                state.keywords().file(),
                Map.copyOf(state.oddNames));
    }

    void restore(MaildirState state) {
        state.restore(fresh, cur);
        state.uidList().restore(uidList, uidListLines);
        state.keywords().restore(keywordsFile, keywords);
        state.oddNames.putAll(oddNames);
    }

    byte[] octets() {
        var octets = encode();
        return octets.length <= MAX_OCTETS ? octets : withoutOddNames().encode();
    }

    private StoreState withoutOddNames() {
        return new StoreState(
                Stamp.UNKNOWN, Stamp.UNKNOWN, uidList, keywordsFile, uidListLines, headerFields, keywords, Map.of());
    }

    private byte[] encode() {
        var octets = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(octets)) {
            out.writeByte(VERSION);
            for (var stamp : List.of(fresh, cur, uidList, keywordsFile)) {
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
            var fresh = Stamp.readFrom(in);
            var cur = Stamp.readFrom(in);
            var uidList = Stamp.readFrom(in);
            var keywordsFile = Stamp.readFrom(in);
            int lines = in.readInt();
            var fields = in.readUTF();
            var names = new byte[in.readUnsignedShort()];
            in.readFully(names);
            var odd = new HashMap<Long, String>();
            for (int left = in.readInt(); left > 0; left--) {
                odd.put(in.readLong(), in.readUTF());
            }
            return Optional.of(new StoreState(
                    fresh,
                    cur,
                    uidList,
                    keywordsFile,
                    lines,
                    fields.isEmpty() ? List.of() : List.of(fields.split(" ")),
                    KeywordsFile.parse(names),
                    odd));
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
