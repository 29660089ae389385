/**
 * Flags that each reader of a shared or public mailbox has for himself: {@code \Seen} where the namespace's location has
 * {@code INDEXPVT=}, keywords where it has {@code CONTROL=}. {@link org.mailloft.storage.personal.PersonalLayer} puts them
 * over what the mailbox itself says; everything else passes through.
 *
 * <p>Start with {@link org.mailloft.storage.personal.PersonalView}: what a reader sees is two immutable things laid over
 * each other, the mailbox's view and his {@link org.mailloft.storage.personal.Marks}.
 */
package org.mailloft.storage.personal;
