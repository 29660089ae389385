package org.mailloft.conf.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.mailloft.conf.file.SectionView;

/** Checks of databases, namespaces, metrics and exporters. */
final class SectionChecks {
    private static final Set<String> SPECIAL_USES =
            Set.of("\\all", "\\archive", "\\drafts", "\\flagged", "\\important", "\\junk", "\\sent", "\\trash");
    private static final Set<String> EXPORT_FORMATS = Set.of("none", "json", "tab-text");

    private SectionChecks() {}

    static List<String> errors(SectionView top) {
        var errors = new ArrayList<String>();
        for (String type : List.of("passdb", "userdb")) {
            if (top.sections(type).stream().anyMatch(db -> db.text("driver").isEmpty())) {
                errors.add(type + " is missing driver");
            }
        }
        top.sections("namespace").forEach(namespace -> checkNamespace(top, namespace, errors));
        top.sections("metric").forEach(metric -> checkMetric(metric, errors));
        top.sections("event_exporter").forEach(exporter -> checkExporter(exporter, errors));
        return errors;
    }

    private static void checkNamespace(SectionView top, SectionView namespace, List<String> errors) {
        String name = "Namespace '" + namespace.text("prefix") + "': ";
        if (namespace.text("separator").length() > 1) {
            errors.add(name + "Hierarchy separator must be only one character long");
        }
        String target = namespace.text("alias_for");
        boolean found = top.sections("namespace").stream()
                .anyMatch(other -> other.text("prefix").equals(target));
        if (namespace.set("alias_for").isPresent() && !found) {
            errors.add(name + "alias_for points to unknown namespace: " + target);
        }
        for (SectionView mailbox : namespace.sections("mailbox")) {
            for (String use : mailbox.text("special_use").strip().split(" +")) {
                if (!use.isEmpty() && !SPECIAL_USES.contains(use.toLowerCase(Locale.ROOT))) {
                    errors.add("mailbox " + mailbox.name() + ": unknown special_use: " + use);
                }
            }
        }
    }

    private static void checkMetric(SectionView metric, List<String> errors) {
        if (metric.name().isEmpty()) {
            errors.add("Metric name can't be empty");
        } else if (metric.text("filter").isEmpty()) {
            errors.add("metric " + metric.name() + " { filter } is empty - will not match anything");
        }
    }

    private static void checkExporter(SectionView exporter, List<String> errors) {
        String format = exporter.text("format");
        if (exporter.name().isEmpty()) {
            errors.add("Exporter name can't be empty");
        } else if (format.isEmpty()) {
            errors.add("Exporter format name can't be empty");
        } else if (exporter.text("transport").isEmpty()) {
            errors.add("Exporter transport name can't be empty");
        } else if (!EXPORT_FORMATS.contains(format)) {
            errors.add("Unknown exporter format '" + format + "'");
        }
    }
}
