package org.mailloft.admin.explain;

import java.util.List;
import java.util.stream.Collectors;
import org.mailloft.routing.Step;

/** The way of an address in words. */
final class Routes {

    private Routes() {}

    static String words(List<Step> steps) {
        return steps.stream().map(Step::toString).collect(Collectors.joining(", "));
    }
}
