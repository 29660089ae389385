package org.mailloft.listener;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** One thing that the state file says. A record is a line of fields between tabs. */
sealed interface StateRecord {

    record Known(ObjectState object) implements StateRecord {}

    record Forgotten(UUID uuid) implements StateRecord {}

    record Cookie(byte[] octets) implements StateRecord {}

    /** Which part of which directory the cookie belongs to. */
    record Source(String text) implements StateRecord {}

    default String encode() {
        return switch (this) {
            case Known(ObjectState object) -> line(fields(object));
            case Forgotten(UUID uuid) -> line(List.of("forgotten", uuid.toString()));
            case Cookie(byte[] octets) ->
                line(List.of("cookie", Base64.getEncoder().encodeToString(octets)));
            case Source(String text) -> line(List.of("source", text));
        };
    }

    /** @throws IllegalArgumentException for a line that was not written by {@link #encode} */
    static StateRecord decode(String line) {
        var fields = new FieldReader(line.replaceFirst("\n$", "").split("\t", -1));
        return switch (fields.next()) {
            case "object" -> new Known(object(fields));
            case "forgotten" -> new Forgotten(UUID.fromString(fields.next()));
            case "cookie" -> new Cookie(Base64.getDecoder().decode(fields.next()));
            case "source" -> new Source(fields.next());
            default -> throw new IllegalArgumentException("Unknown record in the listener's state: " + line.strip());
        };
    }

    private static List<String> fields(ObjectState object) {
        var fields = new ArrayList<String>();
        fields.add("object");
        fields.add(object.uuid().toString());
        fields.add(object.dn());
        fields.add(Boolean.toString(object.inDirectory()));
        switch (object.wanted()) {
            case Wanted.Mailbox mailbox -> addMailbox(fields, mailbox);
            case Wanted.Nothing _ -> fields.add("nothing");
            case Wanted.Malformed(String reason) -> fields.addAll(List.of("malformed", reason));
        }
        object.done().ifPresentOrElse(done -> addMailbox(fields, done), () -> fields.add("nothing"));
        object.parked().ifPresent(reason -> fields.addAll(List.of("parked", reason)));
        return fields;
    }

    private static void addMailbox(List<String> fields, Wanted.Mailbox mailbox) {
        fields.addAll(List.of("mailbox", mailbox.address(), String.join("\n", mailbox.names()), mailbox.revision()));
    }

    private static ObjectState object(FieldReader fields) {
        var uuid = UUID.fromString(fields.next());
        String dn = fields.next();
        boolean inDirectory = Boolean.parseBoolean(fields.next());
        Wanted wanted = wanted(fields);
        Optional<Wanted.Mailbox> done =
                wanted(fields) instanceof Wanted.Mailbox mailbox ? Optional.of(mailbox) : Optional.empty();
        Optional<String> parked =
                fields.hasNext() && fields.next().equals("parked") ? Optional.of(fields.next()) : Optional.empty();
        return new ObjectState(uuid, dn, inDirectory, wanted, done, parked);
    }

    private static Wanted wanted(FieldReader fields) {
        return switch (fields.next()) {
            case "mailbox" ->
                new Wanted.Mailbox(fields.next(), List.of(fields.next().split("\n")), fields.next());
            case "nothing" -> new Wanted.Nothing();
            case "malformed" -> new Wanted.Malformed(fields.next());
            default -> throw new IllegalArgumentException("Unknown wish in the listener's state");
        };
    }

    private static String line(List<String> fields) {
        return String.join("\t", fields.stream().map(StateRecord::escape).toList()) + "\n";
    }

    private static String escape(String field) {
        return field.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }

    /** Gives the fields of a line one after the other. */
    final class FieldReader {
        private final String[] fields;
        private int position;

        FieldReader(String[] fields) {
            this.fields = fields;
        }

        boolean hasNext() {
            return position < fields.length;
        }

        String next() {
            if (!hasNext()) {
                throw new IllegalArgumentException("A record of the listener's state ends too early");
            }
            return unescape(fields[position++]);
        }

        private static String unescape(String field) {
            var text = new StringBuilder(field.length());
            for (int i = 0; i < field.length(); i++) {
                char c = field.charAt(i);
                if (c == '\\' && i + 1 < field.length()) {
                    i++;
                    text.append(
                            switch (field.charAt(i)) {
                                case 't' -> '\t';
                                case 'n' -> '\n';
                                case 'r' -> '\r';
                                default -> field.charAt(i);
                            });
                } else {
                    text.append(c);
                }
            }
            return text.toString();
        }
    }
}
