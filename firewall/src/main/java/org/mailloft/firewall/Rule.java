package org.mailloft.firewall;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A rule of the packet filter.
 *
 * @param variable that says so
 * @param origin who wants it
 * @param service by whose name the port is meant, if it is
 * @param source whose connections it is about; empty for everybody's
 * @param texts what it is for: {@code LANGUAGE: TEXT}
 */
public record Rule(
        String variable,
        Origin origin,
        Protocol protocol,
        PortRange ports,
        Optional<Service> service,
        Destination destination,
        Optional<Network> source,
        Action action,
        List<String> texts) {

    /** The first that fits counts: by origin, then the narrower one. */
    static final Comparator<Rule> ORDER = Comparator.comparing(Rule::origin)
            .thenComparing(rule -> -rule.source.map(Network::bits).orElse(-1))
            .thenComparing(rule -> !(rule.destination instanceof Destination.One))
            .thenComparing(rule -> rule.destination == Destination.Any.ALL)
            .thenComparing(rule -> rule.ports.count())
            .thenComparing(Rule::variable)
            .thenComparing(Rule::subject);

    /** Whose rule it is; the first counts before the others. */
    public enum Origin {
        /** The administrator's own. */
        ADMINISTRATOR,
        /** Follows from a setting of a service. */
        SETTING,
        PACKAGE
    }

    /** What it is about; of two rules about the same only one counts. */
    String subject() {
        return protocol + "/" + ports + "/" + destination
                + source.map(network -> "/from/" + network).orElse("");
    }

    Rule withTexts(List<String> said) {
        return new Rule(variable, origin, protocol, ports, service, destination, source, action, List.copyOf(said));
    }

    boolean isV4() {
        return destination.isV4() && !source.map(Network::isV6).orElse(false);
    }

    boolean isV6() {
        return destination.isV6() && source.map(Network::isV6).orElse(true);
    }

    /** Whether whatever fits the other fits this one, too. */
    boolean covers(Rule other) {
        return protocol == other.protocol
                && ports.contains(other.ports)
                && (isV4() || !other.isV4())
                && (isV6() || !other.isV6())
                && covers(address(), other.address())
                && covers(source, other.source);
    }

    /** Whether something may fit both. */
    boolean overlaps(Rule other) {
        return protocol == other.protocol
                && ports.overlaps(other.ports)
                && (isV4() && other.isV4() || isV6() && other.isV6())
                && overlap(address(), other.address())
                && overlap(source, other.source);
    }

    /** Whether it is about some of what the question is about. */
    boolean concerns(Question question) {
        return protocol == question.protocol()
                && ports.contains(PortRange.of(question.port()))
                && (question.from().isEmpty() || isVersionOf(question.from().get()))
                && (question.to().isEmpty() || isVersionOf(question.to().get()))
                && overlap(source, question.from())
                && overlap(address(), question.to());
    }

    /** Whether it decides all of what the question is about. */
    boolean decides(Question question) {
        boolean version =
                isV4() && isV6() || question.from().isPresent() || question.to().isPresent();
        return concerns(question) && version && covers(source, question.from()) && covers(address(), question.to());
    }

    private boolean isVersionOf(Network network) {
        return network.isV6() ? isV6() : isV4();
    }

    private Optional<Network> address() {
        return destination instanceof Destination.One(var address) ? Optional.of(address) : Optional.empty();
    }

    private static boolean covers(Optional<Network> one, Optional<Network> other) {
        return one.isEmpty() || other.isPresent() && one.get().contains(other.get());
    }

    private static boolean overlap(Optional<Network> one, Optional<Network> other) {
        return one.isEmpty() || other.isEmpty() || one.get().overlaps(other.get());
    }
}
