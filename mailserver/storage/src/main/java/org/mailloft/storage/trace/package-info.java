/**
 * What happened to messages, written down so that it can be told later why a message is where it is: one bounded file, a
 * line for each delivery, APPEND, COPY, MOVE and EXPUNGE. Begin with {@link org.mailloft.storage.trace.MailTrace}, which
 * writes behind the back of those who work, and {@link org.mailloft.storage.trace.History}, which reads.
 *
 * <p>The file is for people who look for an answer. Nothing depends on it: it may be incomplete, and may be removed.
 */
package org.mailloft.storage.trace;
