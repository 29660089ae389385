/**
 * Configuration files in Dovecot 2.3 syntax, read into typed settings and printed back.
 */
package org.mailloft.conf;
