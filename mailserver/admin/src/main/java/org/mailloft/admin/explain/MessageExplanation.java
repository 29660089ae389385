package org.mailloft.admin.explain;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailloft.admin.AdminServices;
import org.mailloft.admin.Output;
import org.mailloft.admin.query.QueryParser;
import org.mailloft.admin.query.QueryRun;
import org.mailloft.auth.LookupResult;
import org.mailloft.doveadm.ExitCode;
import org.mailloft.mime.Header;
import org.mailloft.mime.Headers;
import org.mailloft.storage.MailFailure;
import org.mailloft.storage.MailStore;
import org.mailloft.storage.Mailbox;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.MailboxView;
import org.mailloft.storage.MessageHeader;
import org.mailloft.storage.Namespaces;
import org.mailloft.storage.SystemFlag;
import org.mailloft.storage.trace.Event;
import org.mailloft.storage.trace.History;
import org.mailloft.storage.trace.Spots;
import org.mailloft.storage.trace.TraceRecord;

/** Why a message is where it is: what is written down about it, and what its header says. Nothing of its content is shown. */
public final class MessageExplanation {

    /** Messages of one Message-ID that are told about. */
    private static final int MAX_FOUND = 4;

    private static final int MAX_DELIVERIES = 8;

    private final AdminServices services;
    private final ZoneId zone;
    private final Optional<History> history;
    private final TraceWords words;
    private final Report report = new Report();

    private MessageExplanation(AdminServices services) {
        this.services = services;
        this.zone = services.clock().getZone();
        this.history = services.insight().trace().history();
        this.words = new TraceWords(zone);
    }

    /** The message of a UID in one of a user's mailboxes. */
    public static int print(AdminServices services, String user, String mailbox, long uid, Output out) {
        var explanation = new MessageExplanation(services);
        explanation.withStore(user, store -> explanation.explain(store, mailbox, uid));
        return explanation.report.print(out);
    }

    /** All deliveries of a message, by its Message-ID; with a user also those in his mailboxes that came otherwise. */
    public static int print(AdminServices services, String messageId, Optional<String> user, Output out) {
        var explanation = new MessageExplanation(services);
        var id = messageId.startsWith("<") ? messageId : "<" + messageId + ">";
        if (user.isPresent()) {
            explanation.withStore(user.get(), store -> explanation.explain(store, id));
        } else {
            explanation.deliveries(id);
        }
        return explanation.report.print(out);
    }

    private interface InStore {
        void explain(MailStore store);
    }

    private void withStore(String name, InStore work) {
        switch (Account.lookup(services, name)) {
            case LookupResult.Found(var user) -> {
                try (var store = services.stores().open(Account.mailUser(user))) {
                    work.explain(store);
                } catch (MailFailure failure) {
                    boolean later = failure.reason() == MailFailure.Reason.UNAVAILABLE
                            || failure.reason() == MailFailure.Reason.IN_USE;
                    report.verdict(
                                    later ? ExitCode.TEMPORARY : ExitCode.NOT_FOUND,
                                    "That mailbox of " + user.name() + " cannot be opened.")
                            .row("cause", failure.clientText());
                }
            }
            case LookupResult.Unknown _ -> Account.unknown(services, name, report);
            case LookupResult.Unavailable(var why) -> Account.unavailable(name, why, report);
        }
    }

    private void explain(MailStore store, String mailbox, long uid) {
        var name = MailboxName.of(
                mailbox, new Namespaces(store.namespaces()).inbox().separator());
        try (var open = store.open(name, false)) {
            var view = open.view();
            int index = view.indexOf(uid);
            if (index < 0) {
                gone(open, uid);
            } else {
                found(open, view, index);
            }
        }
    }

    private void gone(Mailbox mailbox, long uid) {
        report.verdict(
                ExitCode.NOT_FOUND, "There is no message with UID " + uid + " in " + mailbox.name() + " (any more).");
        var spot = Spots.of(mailbox, uid);
        var way = new ArrayList<TraceRecord>();
        history.ifPresent(known -> {
            way.addAll(known.wayTo(spot).reversed());
            way.addAll(known.wayFrom(spot));
        });
        way.forEach(this::step);
        if (way.isEmpty()) {
            nothingKnown();
        }
    }

    private void found(Mailbox mailbox, MailboxView view, int index) {
        long uid = view.uid(index);
        var way = history.map(known -> known.wayTo(Spots.of(mailbox, uid))).orElse(List.of());
        if (way.isEmpty()) {
            report.verdict("Why this message is in " + mailbox.name() + " is not written down.");
            nothingKnown();
        } else {
            report.verdict(words.here(way.getFirst(), mailbox.name().value()));
            way.reversed().forEach(this::step);
            if (way.getLast().event() instanceof Event.Copied) {
                report.row("before", "how it came there is not written down");
            }
        }
        header(Headers.of(MessageHeader.read(mailbox, uid)));
        report.row("message", facts(mailbox, view, index));
    }

    private String facts(Mailbox mailbox, MailboxView view, int index) {
        var flags = view.flags(index).system().stream()
                .map(SystemFlag::wireName)
                .sorted()
                .toList();
        return "UID " + view.uid(index) + ", " + Words.octets(view.size(index))
                + ", received " + Words.date(view.internalDate(index), zone)
                + ", saved here " + Words.date(mailbox.saveDate(view.uid(index)), zone)
                + (flags.isEmpty() ? ", no flags" : ", flags " + String.join(" ", flags))
                + ", GUID " + mailbox.messageGuid(view.uid(index));
    }

    private void step(TraceRecord record) {
        report.row(record.event().word(), Words.date(record.at(), zone), words.of(record));
    }

    private void nothingKnown() {
        report.row(
                "cause",
                history.map(known -> known.begin()
                                .map(begin -> "what happened before " + Words.date(begin, zone)
                                        + " is not written down (any more)")
                                .orElse("nothing has been written down yet"))
                        .orElse("nothing is written down: mail_trace is not set"));
        history.filter(known -> known.begin().filter(known::hasGapsSince).isPresent())
                .ifPresent(_ ->
                        report.row("cause", "some records were lost, because more happened than could be written"));
    }

    /** What delivery wrote into the message, and nobody else's words but the Message-ID. */
    private void header(Headers headers) {
        for (var name : List.of("Return-Path", "Delivered-To", "Message-ID")) {
            headers.first(name).ifPresent(field -> report.row("header", name, text(field)));
        }
        headers.first("Received").ifPresent(field -> report.row("header", "Received", text(field)));
    }

    private static String text(Header field) {
        return field.text().replaceAll("\\s+", " ").strip();
    }

    private void deliveries(String id) {
        var found = history.map(known -> known.deliveriesOf(id)).orElse(List.of());
        if (found.isEmpty()) {
            report.verdict(ExitCode.NOT_FOUND, "No delivery of " + id + " is written down.");
            nothingKnown();
            report.row("check", "in somebody's mailboxes, whatever way it came:");
            report.command("doveadm explain message -u USER " + Printable.quoted(id));
            return;
        }
        long saved = found.stream()
                .filter(record -> record.event() instanceof Event.Delivered)
                .count();
        report.verdict(id + " was delivered to " + Words.count(saved, "mailbox", "mailboxes")
                + (saved < found.size() ? " and refused " + Words.count(found.size() - saved, "time", "times") : "")
                + ".");
        found.stream().limit(MAX_DELIVERIES).forEach(record -> {
            step(record);
            if (record.event() instanceof Event.Delivered delivered) {
                history.orElseThrow().wayFrom(delivered.to()).forEach(this::step);
            }
        });
        if (found.size() > MAX_DELIVERIES) {
            report.row("more", found.size() - MAX_DELIVERIES + " more deliveries");
        }
    }

    private void explain(MailStore store, String id) {
        var query = QueryParser.parse(List.of("header", "message-id", id), services.clock());
        var seen = new HashSet<Spots>();
        QueryRun.run(query, store, zone, (mailbox, view, index) -> {
            if (seen.size() < MAX_FOUND) {
                seen.add(Spots.of(mailbox, view.uid(index)));
                copy(mailbox, view, index);
            }
        });
        var user = store.user().name();
        vanished(id, user, seen);
        if (seen.isEmpty()) {
            report.verdict(ExitCode.NOT_FOUND, user + " has no message " + id + " (any more).");
            nothingKnown();
        } else {
            report.verdict(user + " has " + id + " " + Words.count(seen.size(), "time", "times") + ".");
        }
    }

    private void copy(Mailbox mailbox, MailboxView view, int index) {
        var spot = Spots.of(mailbox, view.uid(index));
        var way = history.map(known -> known.wayTo(spot)).orElse(List.of());
        report.row(
                "here",
                mailbox.name() + " UID " + view.uid(index),
                way.isEmpty()
                        ? "how it came there is not written down"
                        : words.here(way.getFirst(), mailbox.name().value()));
        way.reversed().forEach(this::step);
    }

    /** Deliveries to the user whose message is not found any more. */
    private void vanished(String id, String user, Set<Spots> seen) {
        for (var record : history.map(known -> known.deliveriesOf(id)).orElse(List.of())) {
            if (record.user().equals(user)) {
                boolean told = record.event() instanceof Event.Delivered delivered
                        && seen.stream()
                                .anyMatch(spot ->
                                        history.orElseThrow().wayTo(spot).contains(record)
                                                || delivered.to().equals(spot));
                if (!told) {
                    step(record);
                    if (record.event() instanceof Event.Delivered delivered) {
                        history.orElseThrow().wayFrom(delivered.to()).forEach(this::step);
                    }
                }
            }
        }
    }
}
