package org.mailloft.admin.command;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mailloft.admin.Value;
import org.mailloft.mime.Headers;
import org.mailloft.mime.MailDate;
import org.mailloft.storage.Mailbox;
import org.mailloft.storage.MailboxView;
import org.mailloft.storage.MessageHeader;
import org.mailloft.storage.SystemFlag;

/** A message that a query has found, as {@code doveadm fetch} shows it. Line ends are LF. */
final class FetchedMessage {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private final String user;
    private final Mailbox mailbox;
    private final MailboxView view;
    private final int index;
    private final ZoneId zone;
    private byte[] headerBlock;

    FetchedMessage(String user, Mailbox mailbox, MailboxView view, int index, ZoneId zone) {
        this.user = user;
        this.mailbox = mailbox;
        this.view = view;
        this.index = index;
        this.zone = zone;
    }

    String user() {
        return user;
    }

    String mailboxName() {
        return mailbox.name().value();
    }

    String mailboxGuid() {
        return mailbox.guid();
    }

    String sequenceNumber() {
        return Integer.toString(index + 1);
    }

    String uid() {
        return Long.toString(view.uid(index));
    }

    String guid() {
        return mailbox.messageGuid(view.uid(index));
    }

    String flags() {
        var names = new ArrayList<String>();
        var flags = view.flags(index);
        flags.system().stream().map(SystemFlag::wireName).forEach(names::add);
        if (view.uid(index) >= view.firstRecentUid()) {
            names.add("\\Recent");
        }
        names.addAll(flags.keywords());
        return String.join(" ", names);
    }

    String modSeq() {
        return Long.toString(view.modSeq(index));
    }

    String physicalSize() {
        return Long.toString(view.physicalSize(index));
    }

    String virtualSize() {
        return Long.toString(view.size(index));
    }

    String receivedDate() {
        return local(view.internalDate(index));
    }

    String receivedSeconds() {
        return seconds(view.internalDate(index));
    }

    String savedDate() {
        return local(mailbox.saveDate(view.uid(index)));
    }

    String savedSeconds() {
        return seconds(mailbox.saveDate(view.uid(index)));
    }

    /** Local time here, then the time zone in the header; the beginning of 1970 without a valid date. */
    String sentDate() {
        var sent = sent().orElse(Instant.EPOCH.atOffset(ZoneOffset.UTC));
        return local(sent.toInstant()) + " ("
                + DateTimeFormatter.ofPattern("xx").format(sent) + ")";
    }

    String sentSeconds() {
        return seconds(sent().map(OffsetDateTime::toInstant).orElse(Instant.EPOCH));
    }

    private Optional<OffsetDateTime> sent() {
        return Headers.of(headerBlock()).first("Date").flatMap(header -> MailDate.parse(header.value()));
    }

    /** All fields of the name, folded as they are, a line for each. */
    String headerField(String name) {
        return Headers.of(headerBlock()).all(name).stream()
                .map(header -> new String(header.raw(), StandardCharsets.UTF_8))
                .map(raw -> raw.substring(raw.indexOf(':') + 1)
                        .replace("\r\n", "\n")
                        .strip())
                .collect(Collectors.joining("\n"));
    }

    Value header() {
        var block = headerBlock();
        return new Value.Content(() -> new LineFeeds(new ByteArrayInputStream(block)));
    }

    Value body() {
        long uid = view.uid(index);
        int headerOctets = headerBlock().length;
        return new Value.Content(() -> {
            var in = mailbox.open(uid);
            in.skipNBytes(headerOctets);
            return new LineFeeds(in);
        });
    }

    Value text() {
        long uid = view.uid(index);
        return new Value.Content(() -> new LineFeeds(mailbox.open(uid)));
    }

    private byte[] headerBlock() {
        if (headerBlock == null) {
            headerBlock = MessageHeader.read(mailbox, view.uid(index));
        }
        return headerBlock;
    }

    private String local(Instant moment) {
        return DATE.format(moment.atZone(zone));
    }

    private static String seconds(Instant moment) {
        return Long.toString(moment.getEpochSecond());
    }
}
