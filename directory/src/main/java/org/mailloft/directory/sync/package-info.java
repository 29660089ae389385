/**
 * Following a directory, RFC 4533: what a follower is told ({@link org.mailloft.directory.sync.DirectoryChange}), who it
 * is ({@link org.mailloft.directory.sync.ChangeConsumer}) and how the messages of a server turn into that
 * ({@link org.mailloft.directory.sync.SyncConversation}). No network here: {@code client.ChangeFeed} has the connection.
 */
package org.mailloft.directory.sync;
