/**
 * Puts the mail server together and runs it. {@link org.mailloft.server.Main} is the command,
 * {@link org.mailloft.server.MailServer} the running server, {@link org.mailloft.server.Wiring} the one place where
 * objects meet: reading it is reading the architecture. Nothing else imports this package but the appliance.
 */
package org.mailloft.server;
