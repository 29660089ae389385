/**
 * Who may log in, and where his mail lives: {@link org.mailloft.auth.Authentication} is the door for all protocols.
 * Below it: {@code auth.sasl} with one file per mechanism, {@code auth.db} with one per database, {@code auth.scheme}
 * with the password schemes.
 */
package org.mailloft.auth;
