package org.mailloft.ucr.apply;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.mailloft.ucr.template.Target;

/** Finds the line of an info file that names an owner. */
final class InfoFiles {

    private final List<Path> folders;

    InfoFiles(Site site) {
        this.folders = List.of(
                site.share().resolve("templates/info"), site.state().place(Path.of("etc/univention/templates/info")));
    }

    /** Why a target cannot have this owner. */
    Outcome.Reason unknown(Target target, String name) throws IOException {
        var text = "There is no user or group \"" + name + "\" that " + State.name(target.path()) + " could belong to";
        return new Outcome.Reason(Optional.empty(), place(target), Optional.of(State.name(target.path())), text);
    }

    private Optional<String> place(Target target) throws IOException {
        for (var folder : folders) {
            var file = folder.resolve(target.origin() + ".info");
            if (Files.isReadable(file)) {
                return Optional.of(file + line(Files.readAllLines(file), target));
            }
        }
        return Optional.empty();
    }

    /** Of the first owner in the target's stanza. */
    private static String line(List<String> lines, Target target) {
        boolean inside = false;
        for (int i = 0; i < lines.size(); i++) {
            var line = lines.get(i).strip();
            if (line.isEmpty()) {
                inside = false;
            } else if (line.matches("(File|Multifile):\\s*/?"
                    + java.util.regex.Pattern.quote(target.path().toString()))) {
                inside = true;
            } else if (inside && (line.startsWith("User:") || line.startsWith("Group:"))) {
                return ":" + (i + 1);
            }
        }
        return "";
    }
}
