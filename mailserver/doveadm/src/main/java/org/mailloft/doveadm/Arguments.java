package org.mailloft.doveadm;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Reads arguments the way getopt does: options anywhere, letters may be joined, {@code --} ends them. */
final class Arguments {

    private Arguments() {}

    /**
     * @param name for the message about an unknown option
     * @param stopAtPositional whether what follows the first other argument belongs to somebody else
     */
    static CommandLine.ParseResult parse(
            CommandSpec spec, String name, java.util.List<String> args, boolean stopAtPositional) {
        var line = new CommandLine(spec)
                .setExpandAtFiles(false)
                .setInterpolateVariables(false)
                .setOverwrittenOptionsAllowed(true)
                .setStopAtPositional(stopAtPositional)
                .setTrimQuotes(false);
        try {
            return line.parseArgs(args.toArray(String[]::new));
        } catch (CommandLine.UnmatchedArgumentException e) {
            var option = e.getUnmatched().getFirst();
            throw new BadUsage(
                    option.startsWith("--")
                            ? name + ": unrecognized option '" + option + "'"
                            : name + ": invalid option -- '" + option.substring(1, 2) + "'");
        } catch (CommandLine.ParameterException e) {
            throw new BadUsage(name + ": " + e.getMessage());
        }
    }
}
