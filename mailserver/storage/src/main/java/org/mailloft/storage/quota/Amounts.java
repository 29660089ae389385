package org.mailloft.storage.quota;

import org.mailloft.storage.Usage;

/** Octets and messages of a rule or a threshold: {@code storage=1G:messages=1000}. */
record Amounts(Amount octets, Amount messages) {

    static final Amounts NONE = new Amounts(Amount.NONE, Amount.NONE);

    private static final long KIBIBYTE = 1024;

    /** {@code limits = limit *(":" limit)}, {@code limit = ("storage" / "bytes" / "messages") "=" amount} */
    static Amounts parse(String text) {
        var all = NONE;
        for (var limit : text.split(":")) {
            int equals = limit.indexOf('=');
            var key = equals < 0 ? limit : limit.substring(0, equals);
            var value = equals < 0 ? "" : limit.substring(equals + 1);
            all = switch (key) {
                case "storage" -> new Amounts(Amount.parse(value, KIBIBYTE), all.messages);
                case "bytes" -> new Amounts(Amount.parse(value, 1), all.messages);
                case "messages" -> new Amounts(all.octets, Amount.parse(value, 1));
                default -> throw new BadQuota("Unknown rule limit name: " + key);
            };
        }
        return all;
    }

    /** In numbers. @param whole what percentages are of */
    Usage of(Usage whole) {
        return new Usage(octets.of(whole.octets()), messages.of(whole.messages()));
    }

    boolean isPercentage() {
        return octets.percent() || messages.percent();
    }
}
