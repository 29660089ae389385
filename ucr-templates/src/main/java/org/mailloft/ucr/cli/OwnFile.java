package org.mailloft.ucr.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.mailloft.ucr.Assignment;
import org.mailloft.ucr.Layer;
import org.mailloft.ucr.apply.ChangeOptions;
import org.mailloft.ucr.apply.Outcome;
import org.mailloft.ucr.check.Checks;
import org.mailloft.ucr.check.Violation;
import org.mailloft.ucr.type.Descriptions;

/**
 * Changes of the one file that {@code UNIVENTION_BASECONF} names. Values are checked, but nothing is rendered: the files
 * of a root follow from its own layers.
 */
final class OwnFile {

    private OwnFile() {}

    static Outcome change(Host host, List<? extends Assignment> assignments, ChangeOptions options) throws IOException {
        var descriptions = Descriptions.load(host.share(), host.root());
        try (var change = host.registry().begin(Layer.CUSTOM, assignments)) {
            boolean warns = options.ignoreCheck() || !Checks.enforcesTypes(change.after());
            var reasons = Checks.types(descriptions, change).stream()
                    .map(violation -> reason(violation, warns))
                    .toList();
            if (!reasons.isEmpty() && !warns) {
                return new Outcome.Refused(change.changes(), reasons);
            }
            if (options.dryRun()) {
                return new Outcome.Preview(change.changes(), reasons, List.of());
            }
            change.save();
            return new Outcome.Applied(
                    change.changes(), reasons, List.of(), List.of(), List.of(), List.of(), change.after());
        }
    }

    private static Outcome.Reason reason(Violation violation, boolean setting) {
        return new Outcome.Reason(
                Optional.of(violation.key()), Optional.empty(), Optional.empty(), violation.sentence(setting));
    }
}
