/**
 * Groups of people: {@link org.mailloft.listener.group.GroupNews} tells the mail server when one has changed, and the mail
 * server asks the directory itself.
 */
package org.mailloft.listener.group;
