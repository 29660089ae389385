/**
 * The host underneath: what it is called ({@link org.mailloft.setup.host.HostName}), its programs
 * ({@link org.mailloft.setup.host.Program}), its services ({@link org.mailloft.setup.host.Units}), its files with secrets
 * ({@link org.mailloft.setup.host.PrivateFiles}), and whose turn it is to change it ({@link org.mailloft.setup.host.Turn}). Knows
 * nothing of mail.
 */
package org.mailloft.setup.host;
