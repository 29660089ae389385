package org.mailloft.admin.explain;

import java.util.List;
import java.util.Optional;
import org.mailloft.admin.AdminServices;
import org.mailloft.admin.Insight;
import org.mailloft.admin.Output;
import org.mailloft.auth.LookupResult;
import org.mailloft.auth.UserRecord;
import org.mailloft.doveadm.ExitCode;
import org.mailloft.routing.Destination;
import org.mailloft.routing.Route;
import org.mailloft.routing.Sender;
import org.mailloft.storage.MailFailure;
import org.mailloft.storage.MailFailure.Reason;
import org.mailloft.storage.MailStore;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.Namespaces;
import org.mailloft.storage.QuotaRoot;

/** Where mail to an address would go now, by which steps, and what would happen there. Nothing is sent or made. */
public final class AddressExplanation {

    /** Mailboxes that are looked into. */
    private static final int MAX_OPENED = 10;

    private final AdminServices services;
    /** As it was given, with its detail. */
    private final String asked;

    private final Insight.Addressee addressee;
    private final Sender sender;
    private final Report report = new Report();
    /** What is added to the verdict when delivery would fail. */
    private String blocked = "";

    private int opened;

    private AddressExplanation(AdminServices services, String asked, Insight.Addressee addressee, Sender sender) {
        this.services = services;
        this.asked = asked;
        this.addressee = addressee;
        this.sender = sender;
    }

    /** @param sender of the envelope, empty for a bounce; without one, restrictions are left aside */
    public static int print(AdminServices services, String address, Optional<String> sender, Output out) {
        var clean = address.strip().replaceFirst("^<(.*)>$", "$1");
        return services.insight()
                .addressing()
                .of(clean)
                .map(addressee -> new AddressExplanation(
                                services,
                                clean,
                                addressee,
                                sender.map(Sender::of).orElse(Sender.TRUSTED))
                        .explained())
                .orElseGet(() -> new Report().verdict(ExitCode.DATA, clean + " is not a mail address."))
                .print(out);
    }

    private Report explained() {
        var route = services.routing().route(addressee.user(), sender);
        switch (route) {
            case Route.Known(var destinations) -> known(destinations);
            case Route.Unknown(var why, var steps) -> {
                if (why == Route.Unknown.Why.NO_SUCH_ADDRESS || !isDirectoryAsked()) {
                    user(addressee.user(), why);
                } else {
                    nowhere(
                            why == Route.Unknown.Why.NO_SUCH_DOMAIN
                                    ? "the domain is not one of ours (550 5.1.2)."
                                    : "it leads to nobody (550 5.1.1).");
                    steps.forEach(step -> report.row("way", addressee.user() + " " + step));
                }
            }
            case Route.Refused(var why, var by) -> {
                nowhere(
                        switch (why) {
                            case SENDER_NOT_ALLOWED -> "this sender may not write to it (550 5.7.1).";
                            case NO_SENDER -> "only some may write to it, and a bounce has no sender (550 5.7.1).";
                            case TOO_MANY -> "it has more members than one message may go to (550).";
                        });
                report.row("way", addressee.user() + " " + by);
                report.row("by", by.dn());
            }
            case Route.Unavailable(var why) -> {
                report.verdict(
                        ExitCode.TEMPORARY,
                        "It is not known now where mail to " + asked + " goes: it would have to wait (451).");
                report.row("cause", "the directory does not answer: " + why);
            }
        }
        return report;
    }

    private boolean isDirectoryAsked() {
        return services.insight().directory();
    }

    private void nowhere(String why) {
        report.verdict(ExitCode.NO_USER, "Mail to " + asked + " is refused: " + why);
    }

    /** Without the directory's word, an address is a user's or nobody's. */
    private void user(String address, Route.Unknown.Why why) {
        switch (Account.lookup(services, address)) {
            case LookupResult.Found(var user) -> {
                report.row("way", address + " is the login name of a user");
                mailbox(user);
                report.verdict("Mail to " + asked + " goes to the mailbox of " + user.name() + blocked + ".");
            }
            case LookupResult.Unknown _ -> {
                nowhere("nobody has this address (550 5.1.1).");
                report.row(
                        "cause",
                        why == Route.Unknown.Why.NO_SUCH_ADDRESS
                                ? "the domain is ours, but no user, group, list or shared folder has the address"
                                : "no user has this name, and no directory is configured that knows of other addresses");
            }
            case LookupResult.Unavailable(var cause) -> Account.unavailable(address, cause, report);
        }
    }

    /** Of an address that not everybody may write to, when it was not asked for a certain sender. */
    private void restriction() {
        if (sender.equals(Sender.TRUSTED)
                && services.routing().route(addressee.user(), Sender.NOBODY) instanceof Route.Refused(var _, var by)) {
            report.row("only for", "senders that " + by.dn() + " allows; -s SENDER tells for one");
        }
    }

    private void known(List<Destination> destinations) {
        restriction();
        int here = 0;
        int away = 0;
        int dead = 0;
        for (var destination : destinations) {
            var way = Routes.words(destination.steps());
            switch (destination) {
                case Destination.Mailbox(var address, var _) -> {
                    here++;
                    report.row("to", address, way);
                    mailbox(address);
                }
                case Destination.Elsewhere(var address, var homeServer, var _) -> {
                    away++;
                    report.row("to", address, way + " (another host: " + homeServer + " takes it)");
                }
                case Destination.Outside(var address, var _) -> {
                    away++;
                    report.row("to", address, way + " (outside of our domains)");
                }
                case Destination.Dead(var address, var _) -> {
                    dead++;
                    report.row("lost", address, way + "; nobody has that address, so this copy goes nowhere");
                }
            }
        }
        report.verdict(sentence(destinations, here, away, dead));
        boolean expands = destinations.size() > 1 || away + dead > 0;
        if (expands && !services.insight().distributes()) {
            report.row(
                    "who",
                    "the MTA in front follows these steps; LMTP itself delivers to single users (routing_delivery = no)");
        }
    }

    private String sentence(List<Destination> destinations, int here, int away, int dead) {
        var to = "Mail to " + asked;
        if (destinations.size() == 1) {
            return switch (destinations.getFirst()) {
                case Destination.Mailbox(var address, var _) ->
                    to + " goes to the mailbox of " + address + blocked + ".";
                case Destination.Elsewhere elsewhere ->
                    to + " goes to " + elsewhere.address() + " on another host, " + elsewhere.homeServer() + ".";
                case Destination.Outside(var address, var _) -> to + " is forwarded outside, to " + address + ".";
                case Destination.Dead(var address, var _) ->
                    to + " goes nowhere: nobody has the address " + address + ".";
            };
        }
        return to + " goes to " + Words.count(here, "mailbox", "mailboxes") + " here"
                + (away > 0 ? ", to " + Words.count(away, "address", "addresses") + " elsewhere" : "")
                + (dead > 0 ? ", and for " + Words.count(dead, "member", "members") + " nowhere" : "") + blocked + ".";
    }

    private void mailbox(String address) {
        if (++opened > MAX_OPENED) {
            return;
        }
        switch (Account.lookup(services, address)) {
            case LookupResult.Found(var user) -> mailbox(user);
            case LookupResult.Unknown _ -> {
                blocked = ", but is refused there";
                report.row("but", address, "the user database does not have this user (550 5.1.1)");
            }
            case LookupResult.Unavailable(var why) -> {
                blocked = ", but has to wait";
                report.row("but", address, "the user database does not answer, mail has to wait (451): " + why);
            }
        }
    }

    /** What delivery would meet there. */
    private void mailbox(UserRecord user) {
        if (!services.insight().homes().test(user.home())) {
            report.row("there", user.name(), "no home yet; the first message makes it: " + user.home());
            return;
        }
        try (var store = services.insight().asDelivery().open(Account.mailUser(user))) {
            var name = MailboxName.of(
                    addressee.mailbox(),
                    new Namespaces(store.namespaces()).inbox().separator());
            report.row("there", user.name(), "folder " + folder(store, name) + quota(store, name));
            store.checkRoom(name, 0);
        } catch (MailFailure failure) {
            boolean later = failure.reason() == Reason.UNAVAILABLE || failure.reason() == Reason.IN_USE;
            blocked = later ? ", but has to wait" : ", but is refused there";
            report.row("but", user.name(), failure.clientText() + (later ? " (451, tried again later)" : ""));
        }
    }

    private String folder(MailStore store, MailboxName name) {
        if (addressee.detail().isEmpty()) {
            return name.value();
        }
        if (name.equals(MailboxName.INBOX)) {
            return "INBOX, the detail +" + addressee.detail() + " chooses no folder (lmtp_save_to_detail_mailbox = no)";
        }
        return name + ", chosen by the detail"
                + (store.exists(name) ? "" : "; while it does not exist, INBOX unless lda_mailbox_autocreate");
    }

    private static String quota(MailStore store, MailboxName name) {
        var text = new StringBuilder();
        for (QuotaRoot root : store.quotaRoots()) {
            long limit = root.limits().octets();
            if (root.covers(name) && limit > 0) {
                long used = root.used().octets();
                text.append("; quota: ")
                        .append(Words.octets(used))
                        .append(" of ")
                        .append(Words.octets(limit));
                text.append(" used (").append(used * 100 / limit).append(" %)");
            }
        }
        return text.toString();
    }
}
