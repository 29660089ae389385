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

    /** Settings, which are no rules: what becomes of connections that no rule is about. */
    public static final String POLICY = PREFIX + "defaultpolicy";

    /** Whether rules of packages count. */
    public static final String USE_PACKAGES = PREFIX + "use_packages";

    /** Whether there is no packet filter at all. */
    public static final String DISABLED = PREFIX + "disabled";

    /** One whose name is the rule. */
    public static Variable of(String rule, String value) {
        return new Variable(PREFIX + rule, rule, value);
    }

    /** Whether its name is the rule, so that whoever set it wants this rule. */
    boolean isRule() {
        return name.startsWith(PREFIX);
    }
}
