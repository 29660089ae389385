/**
 * Mail of other users: {@link org.mailloft.storage.shared.SharedLayer} shows it below a prefix such as {@code
 * shared/anna@example.org/}, from the owner's own store. Who may see what is not asked here but in {@code storage.acl},
 * which lies around it.
 */
package org.mailloft.storage.shared;
