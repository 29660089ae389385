/**
 * Manual pages and bash completion of all commands, made in the build.
 *
 * <p>What a command takes comes from where the command itself takes it from ({@link PicocliCommand}, {@link DoveadmCommand},
 * {@link HelpText}); what no declaration says comes from a text beside the code ({@link Notes}). The two must fit: an option
 * or a verb that nothing explains, or an explanation of what does not exist, fails the build. Start with {@link Manual}.
 */
package org.mailloft.manual;
