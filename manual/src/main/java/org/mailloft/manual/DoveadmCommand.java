package org.mailloft.manual;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mailloft.doveadm.CommandSpec;
import org.mailloft.doveadm.CommandTable;
import org.mailloft.doveadm.Doveadm;
import org.mailloft.doveadm.Param;

/** {@code doveadm}: what its command table has, and the options before the command. */
final class DoveadmCommand {

    private DoveadmCommand() {}

    static Program program() {
        var verbs = CommandTable.ALL.stream()
                .map(DoveadmCommand::verb)
                .sorted(Comparator.comparing(Verb::words))
                .toList();
        return new Program("doveadm", PicocliCommand.flags(Doveadm.options()), "", verbs);
    }

    private static Verb verb(CommandSpec spec) {
        var flags = new ArrayList<Flag>();
        for (var param : spec.params()) {
            if (param.option() != 0) {
                flags.add(flag(spec, param));
            }
        }
        return new Verb(spec.words(), spec.synopsis(), flags, "");
    }

    private static Flag flag(CommandSpec spec, Param param) {
        var names = List.of("-" + param.option(), param.longOption());
        return param.type() == Param.Type.BOOLEAN
                ? new Flag(names, Optional.empty(), "")
                : new Flag(names, Optional.of(label(spec, param)), "");
    }

    /** What the usage calls the value, such as {@code reason} in {@code [-r <reason>]}. */
    private static String label(CommandSpec spec, Param param) {
        Matcher shown =
                Pattern.compile("-" + param.option() + " <?([^]>]+)[]>]").matcher(spec.synopsis());
        return shown.find() ? shown.group(1) : param.longOption().substring(2).replace('-', ' ');
    }
}
