package org.mailloft.manual;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.mailloft.conf.doveconf.Doveconf;
import org.mailloft.firewall.command.FirewallCommand;
import org.mailloft.listener.cli.ListenerMain;
import org.mailloft.server.Main;
import org.mailloft.setup.SetupMain;
import org.mailloft.ucr.cli.Ucr;

/** Writes the manual pages and the bash completion of every command; {@code debian/make-docs} runs it. */
public final class Manual {

    private Manual() {}

    /**
     * @param args folder for pages, folder for completion, version, seconds since 1970 that the pages are dated to; then, for
     *     commands that are scripts, {@code NAME=FILE} with what their {@code --help} prints
     */
    public static void main(String[] args) throws IOException {
        var pages = Files.createDirectories(Path.of(args[0]));
        var completion = Files.createDirectories(Path.of(args[1]));
        var date = Instant.ofEpochSecond(Long.parseLong(args[3]))
                .atOffset(ZoneOffset.UTC)
                .toLocalDate();
        var programs = new ArrayList<>(commands());
        for (var script : List.of(args).subList(4, args.length)) {
            var parts = script.split("=", 2);
            programs.add(HelpText.parse(parts[0], Files.readString(Path.of(parts[1]))));
        }
        for (var program : programs) {
            var page = new ManPage(Explained.of(program, Notes.of(program.name())), date.toString(), args[2]);
            Files.writeString(pages.resolve(page.fileName()), page.text());
            Files.writeString(completion.resolve(program.name()), new Completion(program).text());
        }
    }

    /** Every command that is a Java program. */
    static List<Program> commands() {
        return List.of(
                HelpText.parse("ucr", ucrHelp()),
                DoveadmCommand.program(),
                PicocliCommand.of("doveconf", Doveconf.class),
                PicocliCommand.of("mailloft-firewall", FirewallCommand.class),
                PicocliCommand.of("mailloft-listener", ListenerMain.class),
                PicocliCommand.of("mailloft-setup", SetupMain.class),
                PicocliCommand.of("mailloft-server", Main.class));
    }

    private static String ucrHelp() {
        var help = new ByteArrayOutputStream();
        var err = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        new Ucr(Map.of(), InstantSource.system()).execute(List.of("--help"), System.in, help, err);
        return help.toString(StandardCharsets.UTF_8);
    }
}
