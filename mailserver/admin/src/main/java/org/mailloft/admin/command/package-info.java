/**
 * The doveadm commands, one file each; {@link org.mailloft.admin.command.AllCommands} binds them to their declarations.
 */
package org.mailloft.admin.command;
