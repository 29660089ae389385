/**
 * The mail server as the listener sees it: {@link org.mailloft.listener.control.MailServerControl} is what can be asked
 * for, each operation repeatable, and {@link org.mailloft.listener.control.DoveadmControl} asks a running server by its
 * administration commands.
 */
package org.mailloft.listener.control;
