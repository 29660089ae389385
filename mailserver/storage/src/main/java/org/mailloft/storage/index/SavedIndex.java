package org.mailloft.storage.index;

/**
 * What an {@link IndexFile} keeps.
 *
 * @param guid of the mailbox: an index that lies beside another one is not believed
 * @param uidValidity of the mailbox
 * @param view its messages
 * @param storeState what the store wants to find again with exactly this view, such as the modification times of the
 *     directories it was read from; at most 64 KiB; the array is not changed by anybody
 */
public record SavedIndex(String guid, long uidValidity, ChunkedView view, byte[] storeState) {}
