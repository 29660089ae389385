package org.mailloft.admin.explain;

import java.time.ZoneId;
import java.util.Locale;
import org.mailloft.storage.Visit;
import org.mailloft.storage.trace.Event;
import org.mailloft.storage.trace.Spots;
import org.mailloft.storage.trace.TraceRecord;

/** What is written down about a message, in words. */
record TraceWords(ZoneId zone) {

    /** Why it is here, by the last thing that happened to it. */
    String here(TraceRecord last, String mailbox) {
        var at = Words.date(last.at(), zone);
        return switch (last.event()) {
            case Event.Delivered delivered -> "Delivered to " + mailbox + " on " + at + ": " + delivered.why() + ".";
            case Event.Added _ -> "Put into " + mailbox + " on " + at + " by " + who(last) + ".";
            case Event.Copied copied ->
                (copied.moved() ? "Moved" : "Copied") + " to " + mailbox + " from "
                        + copied.from().mailbox() + " on " + at + " by " + who(last) + ".";
            case Event.Refused _, Event.Removed _, Event.Lost _ -> "";
        };
    }

    String of(TraceRecord record) {
        return switch (record.event()) {
            case Event.Delivered delivered ->
                "to " + place(record.user(), delivered.to()) + mail(delivered.mail(), record) + ", "
                        + session(record.visit());
            case Event.Refused refused ->
                "for " + record.user() + ": " + refused.reason() + mail(refused.mail(), record) + ", "
                        + session(record.visit());
            case Event.Added added -> "to " + spot(added.to()) + " by " + who(record);
            case Event.Copied copied ->
                "from " + spot(copied.from()) + " to " + spot(copied.to()) + " by " + who(record);
            case Event.Removed removed -> "from " + spot(removed.from()) + " by " + who(record);
            case Event.Lost lost -> lost.records() + " records";
        };
    }

    private static String place(String user, Spots spots) {
        return spot(spots) + " of " + user;
    }

    /** A single one by its UID; of many only the number. */
    private static String spot(Spots spots) {
        long count = spots.uids().count();
        return spots.mailbox() + (count == 1 ? " UID " + spots.uids() : " (with " + (count - 1) + " others)");
    }

    private static String mail(Event.Mail mail, TraceRecord record) {
        var from = mail.sender().isEmpty() ? "nobody (a bounce)" : mail.sender();
        boolean plain = mail.steps().isEmpty() || mail.recipient().equals(record.user());
        return ", from " + from + " to " + mail.recipient()
                + (plain ? "" : ", which " + String.join(", ", mail.steps()));
    }

    private static String who(TraceRecord record) {
        return switch (record.visit().protocol()) {
            case "quota-warning" -> "the server, to warn of a full mailbox";
            case "" -> record.user();
            default -> record.user() + ", " + session(record.visit());
        };
    }

    private static String session(Visit visit) {
        return visit.protocol().toUpperCase(Locale.ROOT) + " session " + visit.session()
                + (visit.client().isEmpty() ? "" : " from " + visit.client());
    }
}
