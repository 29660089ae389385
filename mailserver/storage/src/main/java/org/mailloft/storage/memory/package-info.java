/**
 * The mail store in memory: the reference for how a store behaves, and the store of most tests.
 *
 * <p>{@link org.mailloft.storage.memory.MemoryStore} is the door. Everything is lost when the object is; in all else it
 * behaves as the Maildir store does, which the contract tests hold both to. May use {@code storage} and {@code
 * storage.index}.
 */
package org.mailloft.storage.memory;
