package org.mailloft.listener.folder;

import org.mailloft.listener.control.FolderControl;

/**
 * What shared folders need beside what every home needs.
 *
 * @param control of the mail server
 * @param configuration of the mail server
 */
public record FolderServices(FolderControl control, FolderConfiguration configuration) {}
