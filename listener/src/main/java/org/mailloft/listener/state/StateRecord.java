package org.mailloft.listener.state;

import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.mailloft.directory.mail.SharedFolder.Grant;
import org.mailloft.directory.mail.SharedFolder.Right;

/** One thing that the state file says. */
sealed interface StateRecord {

    record Known(ObjectState object) implements StateRecord {}

    record Forgotten(UUID uuid) implements StateRecord {}

    record Cookie(byte[] octets) implements StateRecord {}

    /** Which part of which directory the cookie belongs to. */
    record Source(String text) implements StateRecord {}

    /** Whether work rests because somebody said so. */
    record Paused(boolean paused) implements StateRecord {}

    /** Everything that was there before us has found its owner. */
    record Adopted() implements StateRecord {}

    default String encode() {
        var line = new RecordLine.Writer();
        switch (this) {
            case Known(ObjectState object) -> write(line.add("object"), object);
            case Forgotten(UUID uuid) -> line.add("forgotten").add(uuid.toString());
            case Cookie(byte[] octets) ->
                line.add("cookie").add(Base64.getEncoder().encodeToString(octets));
            case Source(String text) -> line.add("source").add(text);
            case Paused(boolean paused) -> line.add("paused").add(Boolean.toString(paused));
            case Adopted() -> line.add("adopted");
        }
        return line.toString();
    }

    /** @throws IllegalArgumentException for a line that was not written by {@link #encode} */
    static StateRecord decode(String text) {
        var line = new RecordLine.Reader(text);
        return switch (line.next()) {
            case "object" -> new Known(object(line));
            case "forgotten" -> new Forgotten(UUID.fromString(line.next()));
            case "cookie" -> new Cookie(Base64.getDecoder().decode(line.next()));
            case "source" -> new Source(line.next());
            case "paused" -> new Paused(Boolean.parseBoolean(line.next()));
            case "adopted" -> new Adopted();
            default -> throw new IllegalArgumentException("Unknown record in the listener's state: " + text.strip());
        };
    }

    private static void write(RecordLine.Writer line, ObjectState object) {
        line.add(object.uuid().toString()).add(object.dn()).add(Boolean.toString(object.inDirectory()));
        writeWanted(line, object.wanted());
        line.add(object.done(), StateRecord::writeWanted);
        line.add(object.homes(), StateRecord::writePlace);
        line.add(object.left(), StateRecord::writePlace);
        line.add(object.parked(), RecordLine.Writer::add);
    }

    private static ObjectState object(RecordLine.Reader line) {
        var uuid = UUID.fromString(line.next());
        String dn = line.next();
        boolean inDirectory = Boolean.parseBoolean(line.next());
        Wanted wanted = wanted(line);
        Optional<Present> done = line.optional(StateRecord::present);
        if (done.isPresent() && done.get().equals(wanted)) {
            wanted = done.get(); // most objects are as they should be; so they take half the memory
        }
        return new ObjectState(
                uuid,
                dn,
                inDirectory,
                wanted,
                done,
                line.list(StateRecord::place),
                line.list(StateRecord::place),
                line.optional(RecordLine.Reader::next));
    }

    private static void writePlace(RecordLine.Writer line, Place place) {
        line.add(place.toString());
    }

    private static Place place(RecordLine.Reader line) {
        return Place.parse(line.next());
    }

    private static void writeWanted(RecordLine.Writer line, Wanted wanted) {
        switch (wanted) {
            case Mailbox mailbox ->
                line.add("mailbox")
                        .add(mailbox.address())
                        .add(mailbox.names(), RecordLine.Writer::add)
                        .add(mailbox.credentials())
                        .add(Boolean.toString(mailbox.disabled()))
                        .add(mailbox.revision());
            case Folder folder ->
                line.add("folder")
                        .add(folder.name())
                        .add(folder.address(), RecordLine.Writer::add)
                        .add(folder.grants(), StateRecord::writeGrant)
                        .add(Integer.toString(folder.quotaMegabytes()))
                        .add(folder.revision());
            case Group group -> line.add("group").add(group.name()).add(group.revision());
            case Wanted.Nothing _ -> line.add("nothing");
            case Wanted.Elsewhere(String homeServer) -> line.add("elsewhere").add(homeServer);
            case Wanted.Malformed(String reason) -> line.add("malformed").add(reason);
        }
    }

    private static Wanted wanted(RecordLine.Reader line) {
        return switch (line.next()) {
            case "mailbox" ->
                new Mailbox(
                        line.next(),
                        line.list(RecordLine.Reader::next),
                        line.next(),
                        Boolean.parseBoolean(line.next()),
                        line.next());
            case "folder" ->
                new Folder(
                        line.next(),
                        line.optional(RecordLine.Reader::next),
                        line.list(StateRecord::grant),
                        Integer.parseInt(line.next()),
                        line.next());
            case "group" -> new Group(line.next(), line.next());
            case "nothing" -> new Wanted.Nothing();
            case "elsewhere" -> new Wanted.Elsewhere(line.next());
            case "malformed" -> new Wanted.Malformed(line.next());
            default -> throw new IllegalArgumentException("Unknown wish in the listener's state");
        };
    }

    private static Present present(RecordLine.Reader line) {
        if (wanted(line) instanceof Present present) {
            return present;
        }
        throw new IllegalArgumentException("Something is done in the listener's state that cannot be there");
    }

    private static void writeGrant(RecordLine.Writer line, Grant grant) {
        line.add(grant.identifier()).add(grant.right().name());
    }

    private static Grant grant(RecordLine.Reader line) {
        return new Grant(line.next(), Right.valueOf(line.next()));
    }
}
