package org.mailloft.conf.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mailloft.conf.ConfException;
import org.mailloft.conf.Filter;
import org.mailloft.conf.catalogue.Catalogue;
import org.mailloft.conf.catalogue.SettingDefinition.Flag;
import org.mailloft.conf.file.ConfTree;
import org.mailloft.conf.file.FilterBlock;
import org.mailloft.conf.file.SectionView;

/** What must be right about a configuration as a whole. Texts and order are Dovecot's. */
public final class WholeChecks {
    private WholeChecks() {}

    /** The first error, of the global settings or of those in effect inside any filter block. */
    public static Optional<ConfException> firstError(ConfTree tree) {
        for (FilterBlock block : tree.blocks()) {
            SectionView view;
            try {
                view = tree.view(block.filter());
            } catch (ConfException conflict) {
                return Optional.of(conflict);
            }
            List<String> errors = needsChecks(block) ? errors(view) : List.of();
            if (!errors.isEmpty()) {
                return Optional.of(ConfException.in(tree.path(), errors.getFirst()));
            }
        }
        return Optional.empty();
    }

    /** A block that has nothing but certificates, of which there may be thousands, cannot make anything wrong. */
    private static boolean needsChecks(FilterBlock block) {
        boolean hasSettings = block.top().values().keySet().stream()
                .anyMatch(name -> !Catalogue.top().setting(name).orElseThrow().is(Flag.WATCHED));
        return hasSettings || block.filter().equals(Filter.ANY) || block.top().hasSections();
    }

    /** All errors of the settings in effect. */
    public static List<String> errors(SectionView top) {
        return Stream.of(
                        GlobalChecks.errors(top).stream(),
                        ServiceChecks.errors(top).stream(),
                        SectionChecks.errors(top).stream())
                .flatMap(errors -> errors)
                .toList();
    }

    /** Limits that are too low for the load that others allow, and TLS that is off for all. */
    public static List<String> warnings(ConfTree tree) {
        var warnings = new ArrayList<String>();
        SectionView global = tree.view(Filter.ANY);
        if (global.text("ssl").equals("no")) {
            tree.blocks().stream()
                    .skip(1)
                    .flatMap(block -> block.top().value("ssl").stream())
                    .filter(value -> !value.text().equals("no"))
                    .findFirst()
                    .ifPresent(value -> warnings.add(
                            "SSL is disabled because global ssl=no, ignoring ssl=" + value.text() + " for subsection"));
        }
        warnings.addAll(LimitChecks.warnings(global));
        return warnings;
    }
}
