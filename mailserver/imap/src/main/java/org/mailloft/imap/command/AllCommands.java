package org.mailloft.imap.command;

import static org.mailloft.imap.CommandTable.ANY_STATE;
import static org.mailloft.imap.CommandTable.BEFORE_LOGIN;
import static org.mailloft.imap.CommandTable.Expunges.HELD;
import static org.mailloft.imap.CommandTable.Expunges.TOLD;
import static org.mailloft.imap.CommandTable.LOGGED_IN;
import static org.mailloft.imap.CommandTable.SELECTED;

import java.util.ArrayList;
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
            new Entry("ID", Id::parse, ANY_STATE, TOLD),
            new Entry("ENABLE", Enable::parse, ANY_STATE, TOLD),
            new Entry("STARTTLS", StartTls::parse, BEFORE_LOGIN, TOLD),
            new Entry("AUTHENTICATE", Authenticate::parse, BEFORE_LOGIN, TOLD),
            new Entry("LOGIN", LoginCommand::parse, BEFORE_LOGIN, TOLD),
            new Entry("SELECT", Select::parse, LOGGED_IN, TOLD),
            new Entry("EXAMINE", Select::parseExamine, LOGGED_IN, TOLD),
            new Entry("CREATE", Create::parse, LOGGED_IN, TOLD),
            new Entry("DELETE", Delete::parse, LOGGED_IN, TOLD),
            new Entry("RENAME", Rename::parse, LOGGED_IN, TOLD),
            new Entry("SUBSCRIBE", Subscribe::parse, LOGGED_IN, TOLD),
            new Entry("UNSUBSCRIBE", Subscribe::parseUnsubscribe, LOGGED_IN, TOLD),
            new Entry("LIST", ListCommand::parse, LOGGED_IN, TOLD),
            new Entry("XLIST", ListCommand::parseXlist, LOGGED_IN, TOLD),
            new Entry("LSUB", Lsub::parse, LOGGED_IN, TOLD),
            new Entry("NAMESPACE", NamespaceCommand::parse, LOGGED_IN, TOLD),
            new Entry("STATUS", Status::parse, LOGGED_IN, TOLD),
            new Entry("APPEND", Append::parse, LOGGED_IN, TOLD),
            new Entry("IDLE", Idle::parse, LOGGED_IN, TOLD),
            new Entry("CHECK", Noop::parseCheck, SELECTED, TOLD),
            new Entry("CLOSE", Close::parse, SELECTED, TOLD),
            new Entry("UNSELECT", Close::parseUnselect, SELECTED, TOLD),
            new Entry("EXPUNGE", Expunge::parse, SELECTED, TOLD),
            new Entry("UID EXPUNGE", Expunge::parseUid, SELECTED, TOLD),
            new Entry("FETCH", Fetch::parse, SELECTED, HELD),
            new Entry("UID FETCH", Fetch::parseUid, SELECTED, TOLD),
            new Entry("SEARCH", Search::parse, SELECTED, HELD),
            new Entry("UID SEARCH", Search::parseUid, SELECTED, TOLD),
            new Entry("STORE", Store::parse, SELECTED, HELD),
            new Entry("UID STORE", Store::parseUid, SELECTED, TOLD),
            new Entry("COPY", Copy::parse, SELECTED, TOLD),
            new Entry("UID COPY", Copy::parseUid, SELECTED, TOLD),
            new Entry("MOVE", Copy::parseMove, SELECTED, TOLD),
            new Entry("UID MOVE", Copy::parseUidMove, SELECTED, TOLD));

    /** In the order Dovecot has them, without those whose command is missing here. */
    private static final List<String> CAPABILITIES = List.of(
            "IDLE",
            "MULTIAPPEND",
            "UNSELECT",
            "CHILDREN",
            "NAMESPACE",
            "UIDPLUS",
            "LIST-EXTENDED",
            "CONDSTORE",
            "ESEARCH",
            "WITHIN",
            "LIST-STATUS",
            "MOVE",
            "STATUS=SIZE",
            "SPECIAL-USE",
            "UTF8=ACCEPT");

    /** Those of the plugin {@code imap_quota}. */
    private static final List<Entry> QUOTA_COMMANDS = List.of(
            new Entry("GETQUOTA", GetQuota::parse, LOGGED_IN, TOLD),
            new Entry("GETQUOTAROOT", GetQuotaRoot::parse, LOGGED_IN, TOLD),
            new Entry("SETQUOTA", SetQuota::parse, LOGGED_IN, TOLD));

    /** Those of the plugin {@code imap_acl}. */
    private static final List<Entry> ACL_COMMANDS = List.of(
            new Entry("GETACL", GetAcl::parse, LOGGED_IN, TOLD),
            new Entry("SETACL", SetAcl::parse, LOGGED_IN, TOLD),
            new Entry("DELETEACL", SetAcl::parseDelete, LOGGED_IN, TOLD),
            new Entry("LISTRIGHTS", ListRights::parse, LOGGED_IN, TOLD),
            new Entry("MYRIGHTS", MyRights::parse, LOGGED_IN, TOLD));

    /**
     * The table, to be handed to {@link org.mailloft.imap.ImapService}.
     *
     * @param plugins {@code mail_plugins}: some bring commands with them
     */
    public static CommandTable table(List<String> plugins) {
        var commands = new ArrayList<>(COMMANDS);
        var capabilities = new ArrayList<>(CAPABILITIES);
        if (plugins.contains("imap_quota")) {
            commands.addAll(QUOTA_COMMANDS);
            capabilities.add("QUOTA");
        }
        if (plugins.contains("acl") && plugins.contains("imap_acl")) {
            commands.addAll(ACL_COMMANDS);
            capabilities.addAll(List.of("ACL", "RIGHTS=texk"));
        }
        return new CommandTable(commands, capabilities);
    }
}
