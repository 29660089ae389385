package org.mailloft.admin.command;

import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.mailloft.admin.AdminFailure;
import org.mailloft.admin.Value;
import org.mailloft.doveadm.ExitCode;
import org.mailloft.doveadm.format.Column;

/**
 * A field that {@code doveadm fetch} can show.
 *
 * @param column with the field's name as it was asked for
 */
record FetchField(Column column, Function<FetchedMessage, Value> value) {

    private static final Map<String, Function<FetchedMessage, String>> TEXTS = Map.ofEntries(
            Map.entry("user", FetchedMessage::user),
            Map.entry("mailbox", FetchedMessage::mailboxName),
            Map.entry("mailbox-guid", FetchedMessage::mailboxGuid),
            Map.entry("seq", FetchedMessage::sequenceNumber),
            Map.entry("uid", FetchedMessage::uid),
            Map.entry("guid", FetchedMessage::guid),
            Map.entry("flags", FetchedMessage::flags),
            Map.entry("modseq", FetchedMessage::modSeq),
            Map.entry("size.physical", FetchedMessage::physicalSize),
            Map.entry("size.virtual", FetchedMessage::virtualSize),
            Map.entry("date.received", FetchedMessage::receivedDate),
            Map.entry("date.received.unixtime", FetchedMessage::receivedSeconds),
            Map.entry("date.sent", FetchedMessage::sentDate),
            Map.entry("date.sent.unixtime", FetchedMessage::sentSeconds),
            Map.entry("date.saved", FetchedMessage::savedDate),
            Map.entry("date.saved.unixtime", FetchedMessage::savedSeconds),
            Map.entry("storageid", FetchedMessage::guid),
            Map.entry("refcount", _ -> "1"),
            Map.entry("pop3.uidl", _ -> ""),
            Map.entry("pop3.order", _ -> ""));

    private static final Map<String, Function<FetchedMessage, Value>> CONTENTS = Map.of(
            "hdr", FetchedMessage::header,
            "body", FetchedMessage::body,
            "text", FetchedMessage::text);

    private static final String NAMES = "hdr.<name> user mailbox mailbox-guid seq uid guid flags modseq hdr body text"
            + " size.physical size.virtual date.received date.sent date.saved date.received.unixtime"
            + " date.sent.unixtime date.saved.unixtime pop3.uidl pop3.order refcount storageid";

    static FetchField named(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        var text = TEXTS.get(lower);
        if (text != null) {
            return new FetchField(Column.of(name), message -> new Value.Text(text.apply(message)));
        }
        var content = CONTENTS.get(lower);
        if (content != null) {
            return new FetchField(Column.lines(name), content);
        }
        if (lower.startsWith("hdr.") && lower.length() > 4) {
            var header = name.substring(4);
            return new FetchField(Column.of(name), message -> new Value.Text(message.headerField(header)));
        }
        throw new AdminFailure(
                ExitCode.TEMPORARY, "Available fetch fields: " + NAMES + "\nFatal: Unknown fetch field: " + name);
    }

    Value of(FetchedMessage message) {
        return value.apply(message);
    }
}
