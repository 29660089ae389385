package org.mailloft.imap.fetch;

import org.mailloft.mime.Address;
import org.mailloft.mime.AddressParser;
import org.mailloft.mime.AddressSink;
import org.mailloft.mime.Header;
import org.mailloft.mime.Headers;

/** ENVELOPE as it goes over the wire, RFC 3501 section 7.4.2. */
final class Envelope {

    private String date;
    private String subject;
    private String from;
    private String sender;
    private String replyTo;
    private String to;
    private String cc;
    private String bcc;
    private String inReplyTo;
    private String messageId;

    private Envelope(Headers headers) {
        for (var header : headers) {
            take(header);
        }
    }

    /** {@code envelope = "(" env-date SP env-subject SP env-from SP ... SP env-message-id ")"} */
    static byte[] of(Headers headers) {
        var out = new WireBuffer();
        write(headers, out);
        return out.toOctets();
    }

    static void write(Headers headers, WireBuffer out) {
        new Envelope(headers).write(out);
    }

    /** Repeated address fields are one list; of other repeated fields the last one counts. */
    private void take(Header header) {
        switch (header.nameLength()) {
            case 2 -> {
                if (header.is("To")) {
                    to = joined(to, header);
                } else if (header.is("Cc")) {
                    cc = joined(cc, header);
                }
            }
            case 3 -> {
                if (header.is("Bcc")) {
                    bcc = joined(bcc, header);
                }
            }
            case 4 -> {
                if (header.is("Date")) {
                    date = header.foldedValue();
                } else if (header.is("From")) {
                    from = joined(from, header);
                }
            }
            case 6 -> {
                if (header.is("Sender")) {
                    sender = joined(sender, header);
                }
            }
            case 7 -> {
                if (header.is("Subject")) {
                    subject = header.foldedValue();
                }
            }
            case 8 -> {
                if (header.is("Reply-To")) {
                    replyTo = joined(replyTo, header);
                }
            }
            case 10 -> {
                if (header.is("Message-ID")) {
                    messageId = header.foldedValue();
                }
            }
            case 11 -> {
                if (header.is("In-Reply-To")) {
                    inReplyTo = header.foldedValue();
                }
            }
            default -> {}
        }
    }

    private static String joined(String before, Header header) {
        return before == null ? header.value() : before + ", " + header.value();
    }

    private void write(WireBuffer out) {
        out.append('(').phrase(date).append(' ').phrase(subject).append(' ');
        var fromList = addresses(from);
        out.append(fromList).append(' ');
        // A message without Sender or Reply-To is from, and answered to, its author.
        out.append(orElse(addresses(sender), fromList)).append(' ');
        out.append(orElse(addresses(replyTo), fromList)).append(' ');
        out.append(addresses(to)).append(' ');
        out.append(addresses(cc)).append(' ');
        out.append(addresses(bcc)).append(' ');
        out.phrase(inReplyTo).append(' ').phrase(messageId).append(')');
    }

    private static final String NIL = "NIL";

    private static String orElse(String list, String other) {
        return list.equals(NIL) ? other : list;
    }

    /** {@code "(" 1*address ")" / nil}; {@code address = "(" addr-name SP addr-adl SP addr-mailbox SP addr-host ")"} */
    private static String addresses(String field) {
        if (field == null) {
            return NIL;
        }
        var list = new AddressList();
        AddressParser.parse(field, list);
        return list.toString();
    }

    private static final class AddressList implements AddressSink {
        private final WireBuffer out = new WireBuffer();
        private boolean empty = true;

        @Override
        public void mailbox(String name, String route, String localPart, String domain) {
            begin();
            out.append('(').phrase(orNull(name)).append(' ').nstring(orNull(route));
            out.append(' ').string(orMissing(localPart, Address.MISSING_MAILBOX));
            out.append(' ').string(orMissing(domain, Address.MISSING_DOMAIN)).append(')');
        }

        /** The start of a group has its name in place of the mailbox and no host; its end has neither. */
        @Override
        public void groupStart(String name) {
            begin();
            out.append("(NIL NIL ").string(name).append(" NIL)");
        }

        @Override
        public void groupEnd() {
            out.append("(NIL NIL NIL NIL)");
        }

        private void begin() {
            if (empty) {
                out.append('(');
                empty = false;
            }
        }

        private static String orMissing(String value, String missing) {
            return value.isEmpty() ? missing : value;
        }

        private static String orNull(String value) {
            return value.isEmpty() ? null : value;
        }

        @Override
        public String toString() {
            return empty ? NIL : org.mailloft.mime.Octets.string(out.append(')').toOctets());
        }
    }
}
