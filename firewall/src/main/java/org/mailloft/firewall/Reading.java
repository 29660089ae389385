package org.mailloft.firewall;

/** What a variable of the packet filter turns out to be. */
public sealed interface Reading {

    /** @param rule without texts */
    record OfRule(Rule rule) implements Reading {}

    /**
     * What a rule is for.
     *
     * @param rule its name, as in {@link Variable#rule()}
     */
    record OfText(String rule, String language, String text) implements Reading {}

    /** Something else that the firewall knows. */
    record OfSetting() implements Reading {}

    /** A rule for a service that has no port now. */
    record Dormant(Variable variable, Service service) implements Reading {}

    /**
     * Nothing that anybody could read.
     *
     * @param why the end of a sentence that begins with the value
     */
    record Fault(Variable variable, String why) implements Reading {}
}
