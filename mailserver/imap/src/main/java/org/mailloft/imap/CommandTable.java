package org.mailloft.imap;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.mailloft.imap.wire.ImapReader;

/** The commands a server has, by name. Immutable. */
public final class CommandTable {

    /** Whether a client may be told during a command that messages are gone. RFC 3501 section 7.4.1. */
    public enum Expunges {
        TOLD,
        /** The command, or what the client may have sent behind it, counts on message numbers. */
        HELD
    }

    /**
     * A command of the server.
     *
     * @param name in capitals; {@code UID FETCH} and its like with one space
     * @param parser reads everything after the name, line end included
     * @param states it is allowed in
     * @param expunges whether EXPUNGE may be sent during it
     */
    public record Entry(
            String name, Function<ImapReader, Command> parser, Set<SessionState> states, Expunges expunges) {

        /** Whether its FETCH replies must have UIDs. */
        public boolean isUidCommand() {
            return name.startsWith("UID ");
        }

        /** Whether the client has asked for news, so that new messages are told even where they are delayed. */
        boolean tellsArrivals() {
            return name.equals("NOOP") || name.equals("CHECK") || name.equals("IDLE");
        }
    }

    public static final Set<SessionState> ANY_STATE =
            EnumSet.of(SessionState.NOT_AUTHENTICATED, SessionState.AUTHENTICATED, SessionState.SELECTED);
    public static final Set<SessionState> BEFORE_LOGIN = EnumSet.of(SessionState.NOT_AUTHENTICATED);
    public static final Set<SessionState> LOGGED_IN = EnumSet.of(SessionState.AUTHENTICATED, SessionState.SELECTED);
    public static final Set<SessionState> SELECTED = EnumSet.of(SessionState.SELECTED);

    /** Stands in while it is not known which command the client means. */
    static final Entry UNKNOWN = new Entry("", null, ANY_STATE, Expunges.HELD);

    private final Map<String, Entry> entries;
    private final List<String> capabilities;

    /** @param capabilities what the commands add to the list that is told after login, in its order */
    public CommandTable(List<Entry> entries, List<String> capabilities) {
        this.entries = entries.stream().collect(Collectors.toUnmodifiableMap(Entry::name, Function.identity()));
        this.capabilities = List.copyOf(capabilities);
    }

    /** @param name in any case */
    public Optional<Entry> find(String name) {
        return Optional.ofNullable(entries.get(name.toUpperCase(Locale.ROOT)));
    }

    public List<String> capabilities() {
        return capabilities;
    }
}
