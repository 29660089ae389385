package org.mailloft.storage.index;

import java.util.Arrays;
import java.util.function.IntConsumer;

/** For each UID a few small numbers, 0 where nothing was put. A hash table of plain arrays: 30 octets a message. */
final class UidTable {

    private final int width;
    /** Unsigned UIDs, 0 where the row is free. */
    private int[] uids = new int[16];

    private int[] numbers;
    private int rows;

    /** @param width numbers for each UID */
    UidTable(int width) {
        this.width = width;
        this.numbers = new int[uids.length * width];
    }

    int rows() {
        return rows;
    }

    int get(long uid, int column) {
        return numbers[rowOf((int) uid) * width + column];
    }

    void put(long uid, int column, int number) {
        if (rows * 3 >= uids.length * 2) {
            grow();
        }
        int row = rowOf((int) uid);
        if (uids[row] == 0) {
            uids[row] = (int) uid;
            rows++;
        }
        numbers[row * width + column] = number;
    }

    /** Calls {@code action} with every UID, as an unsigned number, in no order. */
    void forEach(IntConsumer action) {
        Arrays.stream(uids).filter(uid -> uid != 0).forEach(action);
    }

    /** The row of this UID, or the free one where it belongs; its numbers are all 0. */
    private int rowOf(int uid) {
        int row = uid * 0x9E37_79B1 >>> Integer.numberOfLeadingZeros(uids.length) + 1;
        while (uids[row] != 0 && uids[row] != uid) {
            row = row + 1 & uids.length - 1;
        }
        return row;
    }

    private void grow() {
        var oldUids = uids;
        var oldNumbers = numbers;
        uids = new int[oldUids.length * 2];
        numbers = new int[uids.length * width];
        for (int old = 0; old < oldUids.length; old++) {
            if (oldUids[old] != 0) {
                int row = rowOf(oldUids[old]);
                uids[row] = oldUids[old];
                System.arraycopy(oldNumbers, old * width, numbers, row * width, width);
            }
        }
    }
}
