package org.mailloft.firewall;

/**
 * What somebody says about the packet filter.
 *
 * @param name of the variable that says it
 * @param rule the name of the rule or setting, without {@code security/packetfilter/}; another than the variable's where a
 *     rule follows from something else
 */
public record Variable(String name, String rule, String value) {

    public static final String PREFIX = "security/packetfilter/";

    /** One whose name is the rule. */
    public static Variable of(String rule, String value) {
        return new Variable(PREFIX + rule, rule, value);
    }

    /** Whether its name is the rule, so that whoever set it wants this rule. */
    boolean isRule() {
        return name.startsWith(PREFIX);
    }
}
