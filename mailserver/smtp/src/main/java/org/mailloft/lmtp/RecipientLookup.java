package org.mailloft.lmtp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.mailloft.auth.AuthRequest;
import org.mailloft.auth.Authentication;
import org.mailloft.auth.LookupResult;
import org.mailloft.auth.UserRecord;
import org.mailloft.delivery.Relay;
import org.mailloft.net.SessionLog;
import org.mailloft.routing.AddressRouting;
import org.mailloft.routing.Destination;
import org.mailloft.routing.Route;
import org.mailloft.routing.Sender;
import org.mailloft.routing.Step;
import org.mailloft.smtp.Reply;
import org.mailloft.smtp.SmtpAddress;
import org.mailloft.smtp.Subaddress;

/** Finds out who is meant by the recipients of one transaction. */
final class RecipientLookup {

    /** Local part of the sender of an address probe of Postfix ({@code address_verify_sender}). Others probe with the null sender. */
    private static final String POSTFIX_PROBE = "double-bounce";

    private final Authentication users;
    private final AuthRequest request;
    private final Optional<Distribution> distribution;
    private final Sender sender;
    private final Function<String, SessionLog> logs;
    private final boolean isVerification;

    /** What an address is. */
    sealed interface Found {

        record Taken(Recipient recipient) implements Found {}

        record Refused(Reply reply) implements Found {}
    }

    /**
     * @param distribution empty: each address is one user's, or nobody's
     * @param logs the log of what happens to one recipient
     */
    RecipientLookup(
            Authentication users,
            AuthRequest request,
            Optional<Distribution> distribution,
            SmtpAddress sender,
            Function<String, SessionLog> logs) {
        this.users = users;
        this.request = request;
        this.distribution = distribution;
        this.sender = Sender.of(sender.plain());
        this.isVerification = sender.isNull() || sender.localPart().equals(POSTFIX_PROBE);
        this.logs = logs;
    }

    Found find(int number, SmtpAddress address, Subaddress parts) {
        return distribution
                .map(found -> route(number, address, parts, found.routing(), found.relay()))
                .orElseGet(() -> user(number, address, parts.user(), parts.detail()));
    }

    /** As without routing, for an address that is one user's. */
    private Found user(int number, SmtpAddress address, String name, String detail) {
        return switch (users.lookup(name, request)) {
            case LookupResult.Found(var user) -> new Found.Taken(Recipient.of(number, address, user, detail));
            case LookupResult.Unknown _ -> new Found.Refused(LmtpReply.unknownUser(address));
            case LookupResult.Unavailable(var why) -> unavailable(address, name, "User lookup failed: " + why);
        };
    }

    private Found route(int number, SmtpAddress address, Subaddress parts, AddressRouting routing, Relay relay) {
        return switch (routing.route(parts.user(), sender)) {
            case Route.Known(var destinations) -> known(number, address, parts, destinations, relay);
            case Route.Unknown(var why, var _) ->
                switch (why) {
                    case NO_SUCH_DOMAIN -> new Found.Refused(LmtpReply.unknownDomain(address));
                    case NO_SUCH_ADDRESS -> user(number, address, parts.user(), parts.detail());
                    case NOBODY_THERE -> new Found.Refused(LmtpReply.nobodyThere(address));
                };
            case Route.Refused(var why, var by) -> {
                logs.apply(parts.user()).info("refused mail for <" + address + ">, which " + by + ": " + why);
                yield switch (why) {
                    case SENDER_NOT_ALLOWED, NO_SENDER -> notForThisSender(number, address);
                    case TOO_MANY -> new Found.Refused(LmtpReply.tooManyMembers(address));
                };
            }
            case Route.Unavailable(var why) -> unavailable(address, parts.user(), "Routing failed: " + why);
        };
    }

    /**
     * An MTA that only asks whether the address exists would take a refusal for the answer to everybody's mail. It is told
     * yes, and no if a message comes after all.
     */
    private Found notForThisSender(int number, SmtpAddress address) {
        var refusal = LmtpReply.senderNotAllowed(address);
        return isVerification
                ? new Found.Taken(Recipient.closed(number, address, refusal))
                : new Found.Refused(refusal);
    }

    private Found unavailable(SmtpAddress address, String name, String why) {
        logs.apply(name).error(why);
        return new Found.Refused(LmtpReply.lookupFailed(address));
    }

    private Found known(
            int number, SmtpAddress address, Subaddress parts, List<Destination> destinations, Relay relay) {
        if (destinations.size() == 1 && destinations.getFirst() instanceof Destination.Mailbox mailbox) {
            return switch (user(number, address, mailbox.address(), parts.detail())) {
                case Found.Taken(var recipient) -> new Found.Taken(recipient.by(mailbox.steps()));
                case Found.Refused refused -> refused;
            };
        }
        var ways = new HashMap<String, List<Step>>();
        var log = logs.apply(parts.user());
        var here = new ArrayList<UserRecord>();
        var others = new ArrayList<SmtpAddress>();
        var lost = new ArrayList<Destination>();
        for (var destination : destinations) {
            switch (destination) {
                case Destination.Mailbox mailbox -> {
                    switch (users.lookup(mailbox.address(), request)) {
                        case LookupResult.Found(var user) -> {
                            here.add(user);
                            ways.put(user.name(), mailbox.steps());
                        }
                        case LookupResult.Unknown _ -> lost.add(mailbox);
                        case LookupResult.Unavailable(var why) -> {
                            return unavailable(address, mailbox.address(), "User lookup failed: " + why);
                        }
                    }
                }
                case Destination.Elsewhere _, Destination.Outside _ ->
                    SmtpAddress.parse(destination.address())
                            .filter(_ -> relay.isThere())
                            .ifPresentOrElse(others::add, () -> lost.add(destination));
                case Destination.Dead _ -> lost.add(destination);
            }
        }
        lost.forEach(destination -> log.warning(unreachable(address, destination)));
        if (here.isEmpty() && others.isEmpty()) {
            boolean exists = lost.stream().anyMatch(each -> !(each instanceof Destination.Dead));
            return new Found.Refused(exists ? LmtpReply.noRoute(address) : LmtpReply.nobodyThere(address));
        }
        return new Found.Taken(Recipient.ofMany(number, address, here, others, lost.size(), ways));
    }

    private static String unreachable(SmtpAddress address, Destination destination) {
        var why =
                switch (destination) {
                    case Destination.Mailbox _ -> "there is no such user";
                    case Destination.Elsewhere elsewhere ->
                        "it is kept on " + elsewhere.homeServer() + ", and there is no submission_host";
                    case Destination.Outside _ -> "it is outside, and there is no submission_host";
                    case Destination.Dead _ -> "nobody has that address";
                };
        return "mail for <" + address + "> cannot go to <" + destination.address() + ">: " + why;
    }
}
