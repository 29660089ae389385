/**
 * Finding text in messages as people read it: header fields and bodies are decoded, case and presentation forms do not
 * matter. Start at {@link org.mailloft.mime.search.TextPattern}; {@link org.mailloft.mime.search.MessageScan} looks for
 * several patterns in one pass over a message, in bounded memory.
 */
package org.mailloft.mime.search;
