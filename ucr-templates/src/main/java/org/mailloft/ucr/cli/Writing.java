package org.mailloft.ucr.cli;

import java.io.IOException;
import java.util.List;
import org.mailloft.ucr.Assignment;
import org.mailloft.ucr.Layer;
import org.mailloft.ucr.apply.ChangeOptions;

/** What {@code set} and {@code unset} have in common: the layer they write, and how. */
record Writing(Layer layer, ChangeOptions options) {

    static List<Option> optionSpecs() {
        return List.of(
                Option.flag("--force", "--forced"),
                Option.flag("--schedule"),
                Option.flag("--ldap-policy"),
                Option.flag("--ignore-check"),
                Option.flag("--dry-run"));
    }

    static Writing of(Arguments arguments, Host host) {
        return new Writing(
                layer(arguments, host), new ChangeOptions(arguments.has("--dry-run"), arguments.has("--ignore-check")));
    }

    private static Layer layer(Arguments arguments, Host host) {
        if (host.ownFile().isPresent()) {
            return Layer.CUSTOM;
        }
        if (arguments.has("--force")) {
            return Layer.FORCED;
        }
        if (arguments.has("--schedule")) {
            return Layer.SCHEDULE;
        }
        return arguments.has("--ldap-policy") ? Layer.LDAP : Layer.NORMAL;
    }

    /** Carries out assignments and tells how it ended. */
    int run(List<Assignment> assignments, Host host) throws IOException {
        var outcome = host.ownFile().isPresent()
                ? OwnFile.change(host, assignments, options)
                : host.applier().change(layer, assignments, options);
        return new Report(host).of(outcome, assignments);
    }
}
