/**
 * What a directory holds at the start: the containers of a UCS domain in
 * {@link org.mailloft.directory.content.DirectoryLayout}, and a few people to try things with in
 * {@link org.mailloft.directory.content.DemoContent}. Everything goes through ordinary LDAP operations, and everything
 * can be run again: what is there stays as it is.
 */
package org.mailloft.directory.content;
