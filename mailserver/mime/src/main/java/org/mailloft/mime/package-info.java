/**
 * RFC 5322 and MIME messages, read as streams.
 */
package org.mailloft.mime;
