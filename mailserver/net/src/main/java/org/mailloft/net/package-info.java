/**
 * Connections as a session sees them: {@link org.mailloft.net.Connection} with blocking reads on a virtual thread,
 * {@link org.mailloft.net.OctetInput} for parsers, {@link org.mailloft.net.SessionRegistry} for those who count and
 * end sessions. Only {@code net.netty} below knows Netty; {@link org.mailloft.net.MemoryConnection} is the other
 * implementation, for tests.
 */
package org.mailloft.net;
