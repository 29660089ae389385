package org.mailloft.routing.ldap;

import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mailloft.directory.Directory;
import org.mailloft.directory.DirectoryFailure;
import org.mailloft.directory.DirectoryUnavailable;
import org.mailloft.directory.mail.MailAddress;
import org.mailloft.routing.AddressRouting;
import org.mailloft.routing.Destination;
import org.mailloft.routing.Limits;
import org.mailloft.routing.Route;
import org.mailloft.routing.Sender;
import org.mailloft.routing.Step;

/** Routing by the mail objects of a UCS domain. Any thread. */
public final class DirectoryRouting implements AddressRouting {

    private final MailObjects objects;
    private final DirectoryGroups groups;
    private final String host;
    private final Limits limits;
    private final Remembered<Boolean> domains;
    private final Remembered<Answer> answers;

    /** A route as everybody may use it, and what has the address and is not for everybody. */
    private record Answer(Route route, List<Guarded> guarded) {

        /** A mailbox of this host, reached without groups, lists and forwards. */
        boolean isOnePlace() {
            return route instanceof Route.Known(var destinations)
                    && destinations.size() == 1
                    && destinations.getFirst() instanceof Destination.Mailbox mailbox
                    && mailbox.steps().size() == 1;
        }
    }

    private record Guarded(Step by, Restriction restriction) {}

    /**
     * @param directory stays the caller's
     * @param base name of the entry below which everything is
     * @param host full name of this host: mailboxes of others are theirs
     */
    public DirectoryRouting(Directory directory, String base, String host, Limits limits, InstantSource clock) {
        this.objects = new MailObjects(directory, base);
        this.groups = new DirectoryGroups(directory, base, limits);
        this.host = host;
        this.limits = limits;
        this.domains = new Remembered<>(_ -> limits.believed(), clock);
        this.answers =
                new Remembered<>(answer -> answer.isOnePlace() ? limits.personBelieved() : limits.believed(), clock);
    }

    @Override
    public Route route(String recipient, Sender sender) {
        try {
            var address = recipient.toLowerCase(Locale.ROOT);
            var answer = answers.get(address, () -> answer(address));
            for (var guarded : answer.guarded) {
                var refusal = refusal(guarded, sender);
                if (refusal.isPresent()) {
                    return refusal.get();
                }
            }
            return answer.route;
        } catch (DirectoryUnavailable | DirectoryFailure e) {
            return new Route.Unavailable(e.getMessage());
        }
    }

    @Override
    public void flush() {
        domains.clear();
        answers.clear();
    }

    @Override
    public void flush(Collection<String> addresses) {
        addresses.forEach(address -> answers.forget(address.toLowerCase(Locale.ROOT)));
    }

    private Answer answer(String address) {
        var parsed = MailAddress.parse(address);
        if (parsed.isEmpty()) {
            return unknown(Route.Unknown.Why.NO_SUCH_ADDRESS, List.of());
        }
        if (!isMailDomain(parsed.get().domain())) {
            return unknown(Route.Unknown.Why.NO_SUCH_DOMAIN, List.of());
        }
        var owners = objects.withAddress(address);
        if (owners.isEmpty()) {
            return unknown(Route.Unknown.Why.NO_SUCH_ADDRESS, List.of());
        }
        var guarded = owners.stream().flatMap(owner -> guard(owner).stream()).toList();
        var expansion = new Expansion(objects, this::isMailDomain, host, limits);
        try {
            var destinations = expansion.of(address, owners);
            return destinations.isEmpty()
                    ? new Answer(new Route.Unknown(Route.Unknown.Why.NOBODY_THERE, expansion.furthest()), guarded)
                    : new Answer(new Route.Known(destinations), guarded);
        } catch (Expansion.TooMany _) {
            var first = owners.getFirst();
            var step =
                    guard(first).map(Guarded::by).orElse(new Step(Step.Kind.PRIMARY_ADDRESS, first.name(), first.dn()));
            return new Answer(new Route.Refused(Route.Refused.Why.TOO_MANY, step), guarded);
        }
    }

    private static Answer unknown(Route.Unknown.Why why, List<Step> steps) {
        return new Answer(new Route.Unknown(why, steps), List.of());
    }

    private boolean isMailDomain(String domain) {
        return domains.get(domain, () -> objects.isMailDomain(domain));
    }

    private static Optional<Guarded> guard(MailObject object) {
        return switch (object) {
            case MailObject.Group group -> guard(Step.Kind.GROUP, group, group.restriction());
            case MailObject.MailingList list -> guard(Step.Kind.LIST, list, list.restriction());
            case MailObject.Person _, MailObject.Folder _ -> Optional.empty();
        };
    }

    private static Optional<Guarded> guard(Step.Kind kind, MailObject object, Restriction restriction) {
        return restriction.isOpen()
                ? Optional.empty()
                : Optional.of(new Guarded(new Step(kind, object.name(), object.dn()), restriction));
    }

    private Optional<Route> refusal(Guarded guarded, Sender sender) {
        return switch (sender) {
            case Sender.Trusted _ -> Optional.empty();
            case Sender.Nobody _ -> Optional.of(new Route.Refused(Route.Refused.Why.NO_SENDER, guarded.by));
            case Sender.Address(var address) ->
                mayWrite(address.toLowerCase(Locale.ROOT), guarded.restriction)
                        ? Optional.empty()
                        : Optional.of(new Route.Refused(Route.Refused.Why.SENDER_NOT_ALLOWED, guarded.by));
        };
    }

    private boolean mayWrite(String sender, Restriction restriction) {
        var people = objects.senders(sender);
        return people.keySet().stream().anyMatch(restriction.users()::contains)
                || !restriction.groups().isEmpty()
                        && people.values().stream().anyMatch(entry -> groups.isInOneOf(entry, restriction.groups()));
    }
}
