/**
 * People and their mailboxes: {@link org.mailloft.listener.user.Users} says what an entry of the directory wants, and
 * does it in steps that may be repeated.
 */
package org.mailloft.listener.user;
