/**
 * The one gate to mail: {@link org.mailloft.storage.stack.StoreStack} opens a user's store with everything around it
 * that has a say, such as access rights and quota. Protocols are given a stack and nothing else, so there is no way
 * past a check. May use every other package of storage.
 */
package org.mailloft.storage.stack;
