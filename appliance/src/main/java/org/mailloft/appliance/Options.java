package org.mailloft.appliance;

import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Command line of the appliance. */
@Command(
        name = "dev/up",
        mixinStandardHelpOptions = true,
        version = "Mailloft 0.1",
        description =
                "Runs the whole mail appliance in the foreground, without root, all on 127.0.0.1. Ctrl-C ends it.")
final class Options {

    @Option(
            names = "--state",
            paramLabel = "DIR",
            defaultValue = "${env:MAILLOFT_STATE:-var}",
            description = "folder that keeps everything (default: $MAILLOFT_STATE, or var)")
    Path state;

    @Option(names = "--port-offset", paramLabel = "N", description = "added to every port (default: 0)")
    int portOffset;

    @Option(
            names = "--demo-password",
            paramLabel = "X",
            description = "password of all demo users and of the directory administrator (default: a random one that"
                    + " stays with the state folder)")
    String demoPassword;
}
