package org.mailloft.storage.quota;

import java.util.List;
import org.mailloft.storage.Usage;

/**
 * When somebody is told how full his mailbox is: {@code storage=95% quota-warning 95 anna@example.org}.
 *
 * @param at the threshold
 * @param downwards whether it is told when usage falls below, not when it reaches it
 * @param command what is to be done: the name of a service, then its arguments
 */
record Threshold(Amounts at, boolean downwards, List<String> command) {

    static Threshold parse(String text) {
        int space = text.indexOf(' ');
        if (space < 0 || text.substring(space).isBlank()) {
            throw new BadQuota("No command specified");
        }
        boolean downwards = text.startsWith("-");
        boolean signed = downwards || text.startsWith("+");
        return new Threshold(
                Amounts.parse(text.substring(signed ? 1 : 0, space)),
                downwards,
                List.of(text.substring(space).strip().split(" +")));
    }

    /** @param limits what percentages are of */
    boolean isCrossed(Usage before, Usage after, Usage limits) {
        var low = downwards ? after : before;
        var high = downwards ? before : after;
        var threshold = at.of(limits);
        return lies(threshold.octets(), low.octets(), high.octets())
                || lies(threshold.messages(), low.messages(), high.messages());
    }

    private static boolean lies(long threshold, long low, long high) {
        return threshold > 0 && low < threshold && high >= threshold;
    }
}
