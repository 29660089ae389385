package org.mailloft.listener.folder;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.mailloft.directory.mail.SharedFolder.Grant;
import org.mailloft.directory.mail.SharedFolder.Right;
import org.mailloft.listener.state.Folder;

/** What the directory says about rights, in the letters and identifiers of the mail server. */
final class FolderRights {

    /** Identifiers that are nobody's name. */
    private static final Set<String> EVERYBODY = Set.of("anyone", "authenticated");

    /** The account that administrators use to log in as others. */
    private static final String MASTER_USER = "dovecotadmin";

    private FolderRights() {}

    /** An entry for each identifier, as {@code dovecot-acl} has it: {@code "group=Domain Users" lrws}. */
    static List<String> entries(Folder folder) {
        return merged(folder).entrySet().stream()
                .map(entry -> quotedIfNeeded(entry.getKey()) + " " + letters(entry.getValue()))
                .toList();
    }

    /** Lines of the server's own file: {@code shared/info@example.org "group=Domain Users" lrws}. */
    static List<String> globalLines(String mailbox, Folder folder) {
        return merged(folder).entrySet().stream()
                .map(entry -> mailbox + " " + quoted(entry.getKey()) + " " + letters(entry.getValue()))
                .toList();
    }

    /** The strongest right of each identifier; who has none has no entry. */
    private static Map<String, Right> merged(Folder folder) {
        var rights = new TreeMap<String, Right>();
        for (Grant grant : folder.grants()) {
            if (grant.right() != Right.NONE) {
                rights.merge(identifier(grant), grant.right(), (one, other) -> one.compareTo(other) > 0 ? one : other);
            }
        }
        return rights;
    }

    /** Addresses are names of users, who are logged in in lower case; everything else is a group. */
    static String identifier(Grant grant) {
        String name = grant.identifier();
        if (EVERYBODY.contains(name)) {
            return name;
        }
        return grant.isUser() || name.equals(MASTER_USER) ? "user=" + name.toLowerCase(Locale.ROOT) : "group=" + name;
    }

    /** {@code read} has flags with it, because a client that cannot set {@code \Seen} is a nuisance. */
    static String letters(Right right) {
        return switch (right) {
            case NONE -> "";
            case READ -> "lrws";
            case POST -> "lrwsp";
            case APPEND -> "lrwspi";
            case WRITE -> "lrwspite";
            case ALL -> "lrwspitekxa";
        };
    }

    private static String quotedIfNeeded(String identifier) {
        return identifier.indexOf(' ') < 0 ? identifier : quoted(identifier);
    }

    private static String quoted(String identifier) {
        return '"' + identifier.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
