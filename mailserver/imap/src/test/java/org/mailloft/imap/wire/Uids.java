package org.mailloft.imap.wire;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.mailloft.storage.MailboxView;

/** A view that has nothing but UIDs. */
public record Uids(long... uids) implements MailboxView {

    @Override
    public int size() {
        return uids.length;
    }

    @Override
    public long uid(int index) {
        return uids[index];
    }

    @Override
    public int indexOf(long uid) {
        return Arrays.binarySearch(uids, uid);
    }

    @Override
    public long flagBits(int index) {
        return 0;
    }

    @Override
    public long modSeq(int index) {
        return 1;
    }

    @Override
    public Instant internalDate(int index) {
        return Instant.EPOCH;
    }

    @Override
    public long size(int index) {
        return 0;
    }

    @Override
    public long physicalSize(int index) {
        return 0;
    }

    @Override
    public List<String> keywords() {
        return List.of();
    }

    @Override
    public long uidNext() {
        return uids.length == 0 ? 1 : uids[uids.length - 1] + 1;
    }

    @Override
    public long highestModSeq() {
        return 1;
    }

    @Override
    public long firstRecentUid() {
        return uidNext();
    }
}
