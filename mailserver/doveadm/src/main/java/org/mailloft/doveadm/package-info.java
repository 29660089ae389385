/**
 * The doveadm command: a client of the admin socket.
 */
package org.mailloft.doveadm;
