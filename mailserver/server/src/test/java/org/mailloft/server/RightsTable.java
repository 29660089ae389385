package org.mailloft.server;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * RFC 4314 section 4: each command, and the rights that it needs on the mailbox {@code $} of {@link SharedBox}. What is said of a flag is
 * that the flag is set, or not, in the end: the command itself succeeds also without it.
 */
enum RightsTable {
    // Commands in the authenticated state.
    LIST("l", box -> box.tells("LIST \"\" $")),
    LIST_RETURNING_STATUS("lr", box -> box.tells("LIST \"\" $ RETURN (STATUS (MESSAGES))", "* STATUS")),
    SUBSCRIBE("l", box -> box.does("SUBSCRIBE $")),
    UNSUBSCRIBE("", box -> box.does("UNSUBSCRIBE $")),
    LSUB("", box -> box.tells("LSUB \"\" $")),
    CREATE("k", box -> box.does("CREATE $/New") && box.isThere("Box#/New")),
    DELETE("x", box -> box.does("DELETE $") && !box.isThere("Box#")),
    RENAME_FROM("x", box -> {
        box.above("lk");
        return box.does("RENAME $ shared/anna@example.org/Above#/New") && box.isThere("Above#/New");
    }),
    RENAME_INTO("k", box -> {
        box.above("lx");
        return box.does("RENAME shared/anna@example.org/Above# $/New") && box.isThere("Box#/New");
    }),
    SELECT("r", box -> box.does("SELECT $")),
    EXAMINE("r", box -> box.does("EXAMINE $")),
    STATUS("r", box -> box.does("STATUS $ (MESSAGES UNSEEN)")),
    GETACL("a", box -> box.does("GETACL $")),
    SETACL("a", box -> box.does("SETACL $ carl@example.org lr") && box.acl().contains("carl@example.org")),
    DELETEACL("a", box -> box.does("DELETEACL $ ben@example.org") && !box.acl().contains("ben@example.org")),
    LISTRIGHTS("a", box -> box.does("LISTRIGHTS $ carl@example.org")),
    MYRIGHTS("[lrikxa]", box -> box.does("MYRIGHTS $")),
    // Nothing is told about the quota of others, and that to everybody.
    GETQUOTAROOT("", box -> box.does("GETQUOTAROOT $")),
    APPEND("i", box -> box.does("APPEND $ " + SharedBox.MESSAGE) && box.messages() == 3),
    APPEND_SEEN("is", box -> box.does("APPEND $ (\\Seen) " + SharedBox.MESSAGE) && box.has(3, "\\Seen")),
    APPEND_DELETED("it", box -> box.does("APPEND $ (\\Deleted) " + SharedBox.MESSAGE) && box.has(3, "\\Deleted")),
    APPEND_FLAGGED("iw", box -> box.does("APPEND $ (\\Flagged) " + SharedBox.MESSAGE) && box.has(3, "\\Flagged")),
    APPEND_KEYWORD("iw", box -> box.does("APPEND $ (work) " + SharedBox.MESSAGE) && box.has(3, "work")),
    COPY_INTO("i", box -> box.fromInbox("COPY") && box.messages() == 3),
    COPY_INTO_SEEN("is", box -> box.fromInbox("COPY") && box.has(3, "\\Seen")),
    COPY_INTO_DELETED("it", box -> box.fromInbox("COPY") && box.has(3, "\\Deleted")),
    COPY_INTO_FLAGGED("iw", box -> box.fromInbox("COPY") && box.has(3, "\\Flagged")),
    COPY_INTO_KEYWORD("iw", box -> box.fromInbox("COPY") && box.has(3, "work")),
    MOVE_INTO("i", box -> box.fromInbox("MOVE") && box.messages() == 3),

    // Commands in the selected state; all need "r" to get there.
    COPY_FROM("r", box -> box.selects() && box.does("COPY 1 INBOX")),
    UID_COPY_FROM("r", box -> box.selects() && box.does("UID COPY 1 INBOX")),
    MOVE_FROM("rte", box -> box.selects() && box.does("MOVE 1 INBOX") && box.messages() == 1),
    UID_MOVE_FROM("rte", box -> box.selects() && box.does("UID MOVE 1 INBOX") && box.messages() == 1),
    EXPUNGE("re", box -> box.selects() && box.does("EXPUNGE") && box.messages() == 1),
    UID_EXPUNGE("re", box -> box.selects() && box.does("UID EXPUNGE 1:*") && box.messages() == 1),
    CLOSE("r", box -> box.selects() && box.does("CLOSE")),
    CLOSE_EXPUNGING("re", box -> box.selects() && box.does("CLOSE") && box.messages() == 1),
    FETCH("r", box -> box.selects() && box.tells("FETCH 1 BODY[]")),
    FETCH_SETTING_SEEN("rs", box -> box.selects() && box.tells("FETCH 1 BODY[]") && box.has(1, "\\Seen")),
    SEARCH("r", box -> box.selects() && box.tells("SEARCH DELETED", "* SEARCH 2")),
    STORE("r", box -> box.selects() && box.does("STORE 1 +FLAGS (\\Seen \\Deleted \\Flagged)")),
    STORE_SEEN("rs", box -> box.selects() && box.does("STORE 1 +FLAGS (\\Seen)") && box.has(1, "\\Seen")),
    STORE_DELETED("rt", box -> box.selects() && box.does("STORE 1 +FLAGS (\\Deleted)") && box.has(1, "\\Deleted")),
    STORE_UNDELETED("rt", box -> box.selects() && box.does("STORE 2 -FLAGS (\\Deleted)") && !box.has(2, "\\Deleted")),
    STORE_FLAGGED("rw", box -> box.selects() && box.does("STORE 1 +FLAGS (\\Flagged)") && box.has(1, "\\Flagged")),
    STORE_ANSWERED("rw", box -> box.selects() && box.does("STORE 1 +FLAGS \\Answered") && box.has(1, "\\Answered")),
    STORE_DRAFT("rw", box -> box.selects() && box.does("UID STORE 1 +FLAGS (\\Draft)") && box.has(1, "\\Draft")),
    STORE_KEYWORD("rw", box -> box.selects() && box.does("STORE 1 +FLAGS (work)") && box.has(1, "work")),
    STORE_REPLACING_SEEN("rs", box -> box.selects() && box.does("STORE 2 FLAGS ()") && !box.has(2, "\\Seen")),
    STORE_REPLACING_DELETED("rt", box -> box.selects() && box.does("STORE 2 FLAGS ()") && !box.has(2, "\\Deleted")),
    STORE_REPLACING_FLAGGED("rw", box -> box.selects() && box.does("STORE 2 FLAGS ()") && !box.has(2, "\\Flagged")),
    STORE_SILENTLY(
            "rt",
            box -> box.selects() && box.does("STORE 1 +FLAGS.SILENT (\\Seen \\Deleted)") && box.has(1, "\\Deleted"));

    private final String needed;
    private final Attempt attempt;

    /** @param needed letters of rights, all of which are needed; of those in brackets one is enough */
    RightsTable(String needed, Attempt attempt) {
        this.needed = needed;
        this.attempt = attempt;
    }

    /** Something tried in a mailbox; whether it was done. */
    interface Attempt {
        boolean on(SharedBox box) throws IOException;
    }

    boolean succeeds(SharedBox box) throws IOException {
        return attempt.on(box);
    }

    String needed() {
        return needed;
    }

    /** Whether these rights are enough, of those that are said to be needed. */
    static boolean isEnough(String rights, String needed) {
        int bracket = needed.indexOf('[');
        var all = bracket < 0 ? needed : needed.substring(0, bracket);
        var oneOf = bracket < 0 ? "" : needed.substring(bracket + 1, needed.length() - 1);
        return all.chars().allMatch(right -> rights.indexOf(right) >= 0)
                && (oneOf.isEmpty() || oneOf.chars().anyMatch(right -> rights.indexOf(right) >= 0));
    }

    /** All rights but one, for each; and each alone. */
    static List<String> rightsToTry() {
        var tries = new ArrayList<String>();
        for (char right : SharedBox.ALL.toCharArray()) {
            tries.add(SharedBox.ALL.replace(String.valueOf(right), ""));
            tries.add(String.valueOf(right));
        }
        return tries;
    }
}
