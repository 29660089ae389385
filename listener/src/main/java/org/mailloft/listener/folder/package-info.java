/**
 * Shared folders: {@link org.mailloft.listener.folder.Folders} says what an entry of the directory wants, and does it in
 * steps that may be repeated. A folder with an address is a home like that of a person, which others see below {@code
 * shared/ADDRESS}; one without is a public namespace, and so a part of the mail server's configuration.
 *
 * <p>That configuration is one value of the registry and one file for all folders: {@link
 * org.mailloft.listener.folder.Declarations} knows what they have to say together, {@link
 * org.mailloft.listener.folder.FolderConfiguration} makes it so.
 */
package org.mailloft.listener.folder;
