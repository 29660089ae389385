package org.mailloft.doveadm;

import static org.mailloft.doveadm.Param.any;
import static org.mailloft.doveadm.Param.flag;
import static org.mailloft.doveadm.Param.list;
import static org.mailloft.doveadm.Param.maybe;
import static org.mailloft.doveadm.Param.one;
import static org.mailloft.doveadm.Param.some;
import static org.mailloft.doveadm.Param.text;
import static org.mailloft.doveadm.Param.words;

import java.util.List;
import java.util.Optional;
import org.mailloft.doveadm.CommandSpec.Kind;
import org.mailloft.doveadm.format.Format;

/** Every command there is. */
public final class CommandTable {

    private static final Param SOCKET = text('a', "socketPath");

    public static final CommandSpec STOP = server("stop", Format.TABLE, "");
    public static final CommandSpec RELOAD = server("reload", Format.TABLE, "");
    public static final CommandSpec SERVICE_STATUS =
            server("service status", Format.PAGER, "[<service> [...]]", any("service"));
    public static final CommandSpec LOG_REOPEN = server("log reopen", Format.TABLE, "");
    public static final CommandSpec WHO = server(
            "who",
            Format.TABLE,
            "[-a <anvil socket path>] [-1] [<user mask>] [<ip/bits>]",
            SOCKET,
            flag('1', "separateConnections"),
            any("mask"));
    public static final CommandSpec KICK = server(
            "kick",
            Format.PLAIN,
            "[-a <anvil socket path>] <user mask>[|]<ip/bits>",
            SOCKET,
            flag('f', "force"),
            any("mask"));
    public static final CommandSpec USER = server(
            "user",
            Format.TAB,
            "[-a <userdb socket path>] [-x <auth info>] [-f field] [-e <value>] [-u] <user mask> [<user mask> [...]]",
            SOCKET,
            list('x', "authInfo"),
            text('f', "field"),
            text('e', "expandField"),
            flag('u', "userdbOnly"),
            some("userMask"));
    public static final CommandSpec AUTH_TEST = local(
            "auth test",
            "[-a <auth socket path>] [-x <auth info>] <user> [<password>]",
            SOCKET,
            list('x', "authInfo"),
            one("user"),
            maybe("password"));
    public static final CommandSpec AUTH_LOGIN = local(
            "auth login",
            "[-a <auth-login socket path>] [-x <auth info>] <user> [<password>]",
            SOCKET,
            list('x', "authInfo"),
            one("user"),
            maybe("password"));
    public static final CommandSpec AUTH_CACHE_FLUSH =
            server("auth cache flush", Format.PLAIN, "[-a <master socket path>] [<user> [...]]", SOCKET, any("user"));
    public static final CommandSpec GROUP_CACHE_FLUSH = server("group cache flush", Format.PLAIN, "", SOCKET);
    public static final CommandSpec MAILBOX_LIST = mail(
            "mailbox list",
            Format.FLOW,
            "[-7|-8] [-s] [<mailbox mask> [...]]",
            flag('7', "mutf7"),
            flag('8', "utf8"),
            flag('s', "subscriptions"),
            any("mailboxMask"));
    public static final CommandSpec MAILBOX_STATUS = mail(
            "mailbox status",
            Format.FLOW,
            "<fields> <mailbox> [...]",
            flag('t', "totalSum"),
            words("field"),
            some("mailboxMask"));
    public static final CommandSpec MAILBOX_CREATE = mail(
            "mailbox create",
            Format.TABLE,
            "[-s] [-g <guid>] <mailbox> [...]",
            flag('s', "subscriptions"),
            text('g', "guid"),
            some("mailbox"));
    public static final CommandSpec MAILBOX_DELETE = mail(
            "mailbox delete",
            Format.TABLE,
            "[-e] [-r] [-s] [-Z] <mailbox> [...]",
            flag('e', "requireEmpty"),
            flag('s', "subscriptions"),
            flag('r', "recursive"),
            flag('Z', "unsafe"),
            some("mailbox"));
    public static final CommandSpec MAILBOX_RENAME = mail(
            "mailbox rename",
            Format.TABLE,
            "[-s] <old name> <new name>",
            flag('s', "subscriptions"),
            one("mailbox"),
            one("newName"));
    public static final CommandSpec MAILBOX_SUBSCRIBE =
            mail("mailbox subscribe", Format.TABLE, "<mailbox> [...]", some("mailbox"));
    public static final CommandSpec MAILBOX_UNSUBSCRIBE =
            mail("mailbox unsubscribe", Format.TABLE, "<mailbox> [...]", some("mailbox"));
    public static final CommandSpec FETCH =
            mail("fetch", Format.PAGER, "<fields> <search query>", words("field"), some("query"));
    public static final CommandSpec SEARCH = mail("search", Format.FLOW, "<search query>", some("query"));
    public static final CommandSpec QUOTA_GET = mail("quota get", Format.TABLE, "");
    public static final CommandSpec QUOTA_RECALC = mail("quota recalc", Format.TABLE, "");

    public static final CommandSpec ACL_GET =
            mail("acl get", Format.TABLE, "[-m] <mailbox>", flag('m', "matchMe"), one("mailbox"));
    public static final CommandSpec ACL_RIGHTS = mail("acl rights", Format.TABLE, "<mailbox>", one("mailbox"));
    public static final CommandSpec ACL_SET = mail(
            "acl set", Format.TABLE, "<mailbox> <id> <right> [<right> ...]", one("mailbox"), one("id"), some("right"));
    public static final CommandSpec ACL_ADD = mail(
            "acl add", Format.TABLE, "<mailbox> <id> <right> [<right> ...]", one("mailbox"), one("id"), some("right"));
    public static final CommandSpec ACL_REMOVE = mail(
            "acl remove",
            Format.TABLE,
            "<mailbox> <id> <right> [<right> ...]",
            one("mailbox"),
            one("id"),
            some("right"));
    public static final CommandSpec ACL_DELETE =
            mail("acl delete", Format.TABLE, "<mailbox> <id>", one("mailbox"), one("id"));
    public static final CommandSpec ACL_DEBUG = mail("acl debug", Format.TABLE, "<mailbox>", one("mailbox"));
    public static final CommandSpec ACL_RECALC = mail("acl recalc", Format.TABLE, "");

    private static final Param OWNER = text('i', "id");

    public static final CommandSpec HOME_CREATE = server(
            "home create",
            Format.TABLE,
            "-i <id> [-a] [-b] <place>",
            OWNER,
            flag('a', "adopt"),
            flag('b', "bare"),
            one("place"));
    public static final CommandSpec HOME_MOVE =
            server("home move", Format.TABLE, "-i <id> <place> <new place>", OWNER, one("from"), one("to"));
    public static final CommandSpec HOME_DETACH =
            server("home detach", Format.TABLE, "-i <id> <place>", OWNER, one("place"));
    public static final CommandSpec HOME_PARK = server(
            "home park", Format.TABLE, "-i <id> [-r <reason>] <place>", OWNER, text('r', "reason"), one("place"));
    public static final CommandSpec HOME_BURY = server(
            "home bury", Format.TABLE, "-i <id> [-r <reason>] <place>", OWNER, text('r', "reason"), one("place"));
    public static final CommandSpec HOME_LIST =
            server("home list", Format.TABLE, "[-s active|limbo|parked|buried]", text('s', "state"));
    public static final CommandSpec HOME_RESTORE =
            server("home restore", Format.TABLE, "-i <id> <name> <place>", OWNER, one("name"), one("place"));
    public static final CommandSpec HOME_PURGE = server("home purge", Format.TABLE, "[-n]", flag('n', "dryRun"));
    public static final CommandSpec HOME_ADOPTED = server("home adopted", Format.TABLE, "");

    public static final CommandSpec FOLDER_ACL =
            server("folder acl", Format.TABLE, "[-e <entry>] ... <place>", list('e', "entry"), one("place"));
    public static final CommandSpec FOLDER_UNSUBSCRIBE =
            server("folder unsubscribe", Format.TABLE, "<mailbox> [...]", some("mailbox"));

    public static final CommandSpec EXPLAIN_ACCESS = server(
            "explain access", Format.REPORT, "<user> <mailbox> [<right>]", one("user"), one("mailbox"), maybe("right"));
    public static final CommandSpec EXPLAIN_ADDRESS =
            server("explain address", Format.REPORT, "[-s <sender>] <address>", text('s', "sender"), one("address"));
    public static final CommandSpec EXPLAIN_MESSAGE = server(
            "explain message",
            Format.REPORT,
            "<Message-ID> | -u <user> <mailbox> uid <uid> | -u <user> <Message-ID>",
            text('u', "user"),
            some("message"));

    /** In the order in which the API lists them. */
    public static final List<CommandSpec> ALL = List.of(
            STOP,
            RELOAD,
            SERVICE_STATUS,
            LOG_REOPEN,
            KICK,
            WHO,
            AUTH_CACHE_FLUSH,
            GROUP_CACHE_FLUSH,
            USER,
            AUTH_TEST,
            AUTH_LOGIN,
            MAILBOX_STATUS,
            MAILBOX_LIST,
            MAILBOX_CREATE,
            MAILBOX_DELETE,
            MAILBOX_RENAME,
            MAILBOX_SUBSCRIBE,
            MAILBOX_UNSUBSCRIBE,
            FETCH,
            SEARCH,
            QUOTA_GET,
            QUOTA_RECALC,
            ACL_GET,
            ACL_RIGHTS,
            ACL_SET,
            ACL_ADD,
            ACL_REMOVE,
            ACL_DELETE,
            ACL_DEBUG,
            ACL_RECALC,
            HOME_CREATE,
            HOME_MOVE,
            HOME_DETACH,
            HOME_PARK,
            HOME_BURY,
            HOME_LIST,
            HOME_RESTORE,
            HOME_PURGE,
            HOME_ADOPTED,
            FOLDER_ACL,
            FOLDER_UNSUBSCRIBE,
            EXPLAIN_ACCESS,
            EXPLAIN_ADDRESS,
            EXPLAIN_MESSAGE);

    private CommandTable() {}

    /** The command of this name, written in words or as the API spells it. */
    public static Optional<CommandSpec> named(String name) {
        return ALL.stream()
                .filter(spec -> spec.words().equals(name) || spec.apiName().equals(name))
                .findFirst();
    }

    private static CommandSpec server(String words, Format format, String usage, Param... params) {
        return new CommandSpec(words, Kind.SERVER, List.of(params), format, usage);
    }

    private static CommandSpec local(String words, String usage, Param... params) {
        return new CommandSpec(words, Kind.LOCAL, List.of(params), Format.PLAIN, usage);
    }

    private static CommandSpec mail(String words, Format format, String usage, Param... params) {
        return new CommandSpec(words, Kind.MAIL, List.of(params), format, usage);
    }
}
