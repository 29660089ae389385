package org.mailloft.ucr.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.mailloft.firewall.command.FirewallCommand;
import org.mailloft.ucr.Registry;
import org.mailloft.ucr.check.PacketFilter;

/** The program {@code mailloft-firewall}: its command, with this registry. */
public final class FirewallMain {

    private FirewallMain() {}

    public static void main(String[] arguments) {
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        var err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        var command =
                new FirewallCommand(root -> PacketFilter.of(Registry.open(root).values()), out, err);
        // there is nothing left to do at the end, and System.exit would set up a logger first
        Runtime.getRuntime().halt(command.execute(arguments));
    }
}
