package org.mailloft.routing.ldap;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.Predicate;
import org.mailloft.directory.mail.HomeServer;
import org.mailloft.routing.Destination;
import org.mailloft.routing.Limits;
import org.mailloft.routing.Step;

/**
 * Follows one address to all ends, nearest first. Each object and address is looked at once, so that loops end and nobody
 * is found twice; the way that is kept is the shortest. For one thread, used once.
 */
final class Expansion {

    /** An address to be looked up, and how it was come by. */
    private record Open(String address, List<Step> steps) {}

    private final MailObjects objects;
    private final Predicate<String> isMailDomain;
    private final String host;
    private final Limits limits;

    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private final Set<String> seen = new HashSet<>();
    private final Map<String, Destination> found = new LinkedHashMap<>();
    private List<Step> furthest = List.of();
    private int looked;

    /** More than the limits allow. */
    static final class TooMany extends RuntimeException {
        TooMany() {
            super("too many", null, false, false);
        }
    }

    Expansion(MailObjects objects, Predicate<String> isMailDomain, String host, Limits limits) {
        this.objects = objects;
        this.isMailDomain = isMailDomain;
        this.host = host;
        this.limits = limits;
    }

    /**
     * All ends of an address.
     *
     * @param owners what has the address
     * @throws TooMany when there are more than the limits allow
     */
    List<Destination> of(String address, List<MailObject> owners) {
        seen.add(address);
        owners.forEach(owner -> follow(owner, address, List.of()));
        while (!waiting.isEmpty()) {
            waiting.remove().run();
        }
        return List.copyOf(found.values());
    }

    /** The way that was looked at last: where it ends when there is no end. */
    List<Step> furthest() {
        return furthest;
    }

    private void follow(MailObject object, String address, List<Step> before) {
        if (!isNew(object.dn())) {
            return;
        }
        switch (object) {
            case MailObject.Person person -> {
                var kind = person.address().filter(address::equals).isPresent()
                        ? Step.Kind.PRIMARY_ADDRESS
                        : Step.Kind.ALTERNATIVE_ADDRESS;
                deliver(person, and(before, kind, person));
            }
            case MailObject.Folder folder -> folder(folder, before);
            case MailObject.MailingList list -> list(list, before);
            case MailObject.Group group -> members(group, and(before, Step.Kind.GROUP, group));
        }
    }

    private void folder(MailObject.Folder folder, List<Step> before) {
        var steps = and(before, Step.Kind.SHARED_FOLDER, folder);
        folder.address().ifPresent(mailbox -> keep(mailbox, folder.homeServer(), steps));
    }

    private void list(MailObject.MailingList list, List<Step> before) {
        var steps = and(before, Step.Kind.LIST, list);
        for (var member : list.members()) {
            later(new Open(member, and(steps, new Step(Step.Kind.LIST_MEMBER, member, ""))));
        }
    }

    private void members(MailObject.Group group, List<Step> steps) {
        waiting.add(() -> {
            var names = group.members().stream()
                    .filter(dn -> !seen.contains(MailObjects.key(dn)))
                    .toList();
            objects.named(names).stream().filter(member -> isNew(member.dn())).forEach(member -> member(member, steps));
        });
    }

    /** A member without an address has no mailbox, which is nothing unusual: a computer, a program's account. */
    private void member(MailObject member, List<Step> steps) {
        switch (member) {
            case MailObject.Person person -> deliver(person, and(steps, Step.Kind.MEMBER, person));
            case MailObject.Group group -> members(group, and(steps, Step.Kind.MEMBER_GROUP, group));
            case MailObject.MailingList list -> list(list, steps);
            case MailObject.Folder folder -> folder(folder, steps);
        }
    }

    /** To the mailbox, and to where the person has mail forwarded instead or too. */
    private void deliver(MailObject.Person person, List<Step> steps) {
        boolean keeps = person.forwards().isEmpty() || person.keepsCopy();
        for (var forward : person.forwards()) {
            if (person.address().filter(forward::equals).isPresent()
                    || person.aliases().contains(forward)) {
                keeps = true;
            } else {
                later(new Open(forward, and(steps, new Step(Step.Kind.FORWARD, forward, ""))));
            }
        }
        if (keeps && person.address().isPresent()) {
            var way = person.forwards().isEmpty() ? steps : and(steps, Step.Kind.KEPT_COPY, person);
            keep(person.address().get(), person.homeServer(), way);
        }
    }

    private void keep(String address, Optional<String> homeServer, List<Step> steps) {
        var elsewhere = HomeServer.otherThan(host, homeServer);
        if (elsewhere.isPresent()) {
            var way = and(steps, new Step(Step.Kind.HOME_SERVER, elsewhere.get(), ""));
            end(new Destination.Elsewhere(address, elsewhere.get(), way));
        } else {
            end(new Destination.Mailbox(address, steps));
        }
    }

    private void later(Open open) {
        waiting.add(() -> lookUp(open));
    }

    private void lookUp(Open open) {
        var address = open.address;
        if (!isNew(address)) {
            return;
        }
        var owners = objects.withAddress(address);
        if (!owners.isEmpty()) {
            owners.forEach(owner -> follow(owner, address, open.steps));
            return;
        }
        int at = address.lastIndexOf('@');
        if (at > 0 && at < address.length() - 1 && !isMailDomain.test(address.substring(at + 1))) {
            end(new Destination.Outside(address, open.steps));
        } else {
            end(new Destination.Dead(address, open.steps));
        }
    }

    private void end(Destination destination) {
        found.putIfAbsent(destination.address(), destination);
        if (found.size() > limits.destinations()) {
            throw new TooMany();
        }
    }

    /** Whether a name or address is looked at for the first time; each counts. */
    private boolean isNew(String nameOrAddress) {
        if (++looked > limits.objects()) {
            throw new TooMany();
        }
        var key = nameOrAddress.indexOf('=') > 0 ? MailObjects.key(nameOrAddress) : nameOrAddress;
        return seen.add(key.isEmpty() ? nameOrAddress : key);
    }

    private List<Step> and(List<Step> steps, Step.Kind kind, MailObject object) {
        return and(steps, new Step(kind, object.name(), object.dn()));
    }

    private List<Step> and(List<Step> steps, Step step) {
        var longer = new ArrayList<>(steps);
        longer.add(step);
        furthest = List.copyOf(longer);
        return furthest;
    }
}
