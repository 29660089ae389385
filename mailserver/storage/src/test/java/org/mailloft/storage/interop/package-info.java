/** The real Dovecot and our store, taking turns on the same mail. */
package org.mailloft.storage.interop;
