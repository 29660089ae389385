/**
 * RFC 5322 and MIME messages, read as streams: {@link org.mailloft.mime.MessageParser} turns a message into a tree of
 * {@link org.mailloft.mime.Part}s that knows where everything lies, {@link org.mailloft.mime.Headers} reads a header
 * block, and the rest of the package understands what is inside of fields.
 *
 * <p>Mail is what strangers send. Nothing here fails on broken input: it yields what can be made of it, in one pass and
 * within the bounds named in {@link org.mailloft.mime.MessageParser}.
 *
 * <p>Two kinds of strings occur. An <em>octet string</em> holds one octet of the message per character (ISO 8859-1), so
 * that what was received can be written back unchanged; <em>text</em> is decoded and meant for people and for
 * comparing. Every method says which one it takes and gives. The package uses the JDK only.
 */
package org.mailloft.mime;
