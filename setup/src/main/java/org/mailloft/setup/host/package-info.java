/**
 * The host underneath: what it is called ({@link org.mailloft.setup.host.HostName}), its programs
 * ({@link org.mailloft.setup.host.Program}), its services ({@link org.mailloft.setup.host.Units}) and its files with secrets
 * ({@link org.mailloft.setup.host.PrivateFiles}). Knows nothing of mail.
 */
package org.mailloft.setup.host;
