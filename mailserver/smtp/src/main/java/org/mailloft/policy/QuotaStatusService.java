package org.mailloft.policy;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import org.mailloft.auth.AuthRequest;
import org.mailloft.auth.Authentication;
import org.mailloft.auth.LookupResult;
import org.mailloft.net.Connection;
import org.mailloft.net.OctetInput;
import org.mailloft.net.SessionHandler;
import org.mailloft.net.SessionLog;
import org.mailloft.routing.AddressRouting;
import org.mailloft.routing.Destination;
import org.mailloft.routing.Route;
import org.mailloft.routing.Sender;
import org.mailloft.smtp.SmtpAddress;
import org.mailloft.smtp.Subaddress;
import org.mailloft.storage.MailFailure;
import org.mailloft.storage.MailStore;
import org.mailloft.storage.MailUser;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.StoreFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers Postfix's question whether a recipient has room for a message. Any number of connections. */
public final class QuotaStatusService implements SessionHandler {

    private static final Logger LOGGER = LoggerFactory.getLogger(QuotaStatusService.class);
    private static final String NO_OPINION = "DUNNO";
    private static final String TRY_LATER = "DEFER_IF_PERMIT Temporary internal error";

    private final QuotaStatusSettings settings;
    private final Authentication users;
    private final AddressRouting routing;
    private final StoreFactory stores;
    private final InstantSource clock;
    private final SessionLog log;

    /**
     * @param routing whose mailbox an address means that is not its name
     * @param stores that let mail in as delivery does, so that both say the same
     */
    public QuotaStatusService(
            QuotaStatusSettings settings,
            Authentication users,
            AddressRouting routing,
            StoreFactory stores,
            InstantSource clock) {
        this.settings = settings;
        this.users = users;
        this.routing = routing;
        this.stores = stores;
        this.clock = clock;
        this.log =
                new SessionLog(LOGGER, "quota-status(" + ProcessHandle.current().pid() + ")");
    }

    /** Until the client goes; one that does not speak the protocol is sent away. */
    @Override
    public void serve(Connection connection) {
        var in = new PolicyReader(connection, clock);
        boolean warned = false;
        try {
            while (true) {
                var request = in.next();
                if (!request.isAboutRecipient() && !warned) {
                    warned = true;
                    log.warning("Received policy query from MTA in unexpected state "
                            + request.state().orElse("") + " (service can only be used for recipient restrictions)");
                }
                var reply = "action=" + action(request).replaceAll("\\p{Cntrl}", " ") + "\n\n";
                connection.write(reply.getBytes(StandardCharsets.UTF_8));
            }
        } catch (PolicyReader.NotPostfix stranger) {
            log.warning(stranger.getMessage() + ", closing the connection");
        } catch (OctetInput.Ended _) {
            // nobody is there any more
        }
    }

    private String action(PolicyRequest request) {
        if (!request.isAboutRecipient() || request.recipient().isEmpty()) {
            return NO_OPINION;
        }
        var recipient = request.recipient().get();
        var address = SmtpAddress.parse(recipient);
        if (address.isEmpty()) {
            log.error("Client sent invalid recipient address `" + recipient + "'");
            return NO_OPINION;
        }
        return action(
                Subaddress.of(address.get(), settings.recipientDelimiter()).user(), request.octets());
    }

    /** Postfix asks with the address that the client gave, before it replaces aliases. */
    private String action(String address, long octets) {
        return switch (routing.route(address, Sender.TRUSTED)) {
            case Route.Known(var destinations) ->
                destinations.size() == 1 && destinations.getFirst() instanceof Destination.Mailbox mailbox
                        ? actionForUser(mailbox.address(), octets)
                        : NO_OPINION; // some may have room and others not: each is told at delivery
            case Route.Unknown _ -> actionForUser(address, octets);
            case Route.Refused _ -> NO_OPINION;
            case Route.Unavailable(var why) -> {
                log.error("Routing failed for " + address + ": " + why);
                yield TRY_LATER;
            }
        };
    }

    private String actionForUser(String name, long octets) {
        return switch (users.lookup(name, AuthRequest.internal("quota-status"))) {
            case LookupResult.Unknown _ -> settings.noUser();
            case LookupResult.Unavailable(var why) -> {
                log.error("User lookup failed for " + name + ": " + why);
                yield TRY_LATER;
            }
            case LookupResult.Found(var user) ->
                action(new MailUser(user.name(), user.home(), user.fields()), Math.max(1, octets));
        };
    }

    private String action(MailUser user, long octets) {
        try (var store = stores.open(user)) {
            try {
                store.checkRoom(MailboxName.INBOX, octets);
                return settings.success(user);
            } catch (MailFailure refused) {
                return switch (refused.reason()) {
                    case OVER_QUOTA ->
                        isBeyondAnyRoom(store, octets)
                                ? settings.tooLarge(user, refused.clientText())
                                : settings.overQuota(user, refused.clientText());
                    case LIMIT -> settings.tooLarge(user, refused.clientText());
                    case NOT_FOUND, EXISTS, NO_PERMISSION, NOT_POSSIBLE, IN_USE, EXPUNGED, UNAVAILABLE -> TRY_LATER;
                };
            }
        } catch (RuntimeException broken) {
            log.error("Cannot check the quota of " + user.name(), broken);
            return TRY_LATER;
        }
    }

    private static boolean isBeyondAnyRoom(MailStore store, long octets) {
        return store.quotaRoots().stream()
                .filter(root -> root.covers(MailboxName.INBOX))
                .mapToLong(root -> root.limits().octets())
                .anyMatch(limit -> limit > 0 && octets > limit);
    }
}
