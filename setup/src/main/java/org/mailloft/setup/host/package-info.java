/**
 * The host underneath: what it is called ({@link org.mailloft.setup.host.HostName}), its programs
 * ({@link org.mailloft.setup.host.Program}) and its files with secrets ({@link org.mailloft.setup.host.PrivateFiles}). Knows
 * nothing of mail.
 */
package org.mailloft.setup.host;
