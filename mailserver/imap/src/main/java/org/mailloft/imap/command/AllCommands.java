package org.mailloft.imap.command;

import static org.mailloft.imap.CommandTable.ANY_STATE;
import static org.mailloft.imap.CommandTable.BEFORE_LOGIN;
import static org.mailloft.imap.CommandTable.Expunges.HELD;
import static org.mailloft.imap.CommandTable.Expunges.TOLD;
import static org.mailloft.imap.CommandTable.LOGGED_IN;
import static org.mailloft.imap.CommandTable.SELECTED;

import java.util.List;
import org.mailloft.imap.CommandTable;
import org.mailloft.imap.CommandTable.Entry;

/** Every command of the server: name, grammar, states, and whether EXPUNGE may be told during it. */
public final class AllCommands {

    private AllCommands() {}

    private static final List<Entry> COMMANDS = List.of(
            new Entry("CAPABILITY", Capability::parse, ANY_STATE, TOLD),
            new Entry("NOOP", Noop::parse, ANY_STATE, TOLD),
            new Entry("LOGOUT", Logout::parse, ANY_STATE, TOLD),
            new Entry("LOGIN", LoginCommand::parse, BEFORE_LOGIN, TOLD),
            new Entry("SELECT", Select::parse, LOGGED_IN, TOLD),
            new Entry("EXAMINE", Select::parseExamine, LOGGED_IN, TOLD),
            new Entry("STATUS", Status::parse, LOGGED_IN, TOLD),
            new Entry("CHECK", Noop::parseCheck, SELECTED, TOLD),
            new Entry("FETCH", Fetch::parse, SELECTED, HELD),
            new Entry("UID FETCH", Fetch::parseUid, SELECTED, TOLD),
            new Entry("SEARCH", Search::parse, SELECTED, HELD),
            new Entry("UID SEARCH", Search::parseUid, SELECTED, TOLD));

    /** In the order Dovecot has them, without those whose command is missing here. */
    private static final List<String> CAPABILITIES = List.of("ESEARCH", "WITHIN", "STATUS=SIZE");

    /** The table, to be handed to {@link org.mailloft.imap.ImapService}. */
    public static CommandTable table() {
        return new CommandTable(COMMANDS, CAPABILITIES);
    }
}
