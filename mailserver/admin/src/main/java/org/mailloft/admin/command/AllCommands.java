package org.mailloft.admin.command;

import org.mailloft.admin.AdminCommands;
import org.mailloft.admin.AdminServices;
import org.mailloft.doveadm.CommandTable;
import org.mailloft.storage.acl.AclChange.Mode;
import org.mailloft.storage.home.Homes;

/** Every command, bound to its declaration. */
public final class AllCommands {

    private AllCommands() {}

    public static AdminCommands with(AdminServices services) {
        return new AdminCommands.Builder()
                .add(CommandTable.STOP, Stop::parse)
                .add(CommandTable.RELOAD, Reload::parse)
                .add(CommandTable.SERVICE_STATUS, ServiceStatusCommand::parse)
                .add(CommandTable.LOG_REOPEN, LogReopen::parse)
                .add(CommandTable.WHO, Who::parse)
                .add(CommandTable.KICK, Kick::parse)
                .add(CommandTable.USER, User::parse)
                .add(CommandTable.AUTH_TEST, AuthTest::parse)
                .add(CommandTable.AUTH_LOGIN, AuthLogin::parse)
                .add(CommandTable.AUTH_CACHE_FLUSH, AuthCacheFlush::parse)
                .add(CommandTable.GROUP_CACHE_FLUSH, GroupCacheFlush::parse)
                .addMail(CommandTable.MAILBOX_LIST, MailboxList::parse)
                .addMail(CommandTable.MAILBOX_STATUS, MailboxStatus::parse)
                .addMail(CommandTable.MAILBOX_CREATE, MailboxCreate::parse)
                .addMail(CommandTable.MAILBOX_DELETE, MailboxDelete::parse)
                .addMail(CommandTable.MAILBOX_RENAME, MailboxRename::parse)
                .addMail(CommandTable.MAILBOX_SUBSCRIBE, MailboxSubscribe::parse)
                .addMail(CommandTable.MAILBOX_UNSUBSCRIBE, MailboxUnsubscribe::parse)
                .addMail(CommandTable.FETCH, Fetch.parser(services.clock()))
                .addMail(CommandTable.SEARCH, Search.parser(services.clock()))
                .addMail(CommandTable.QUOTA_GET, _ -> new QuotaGet())
                .addMail(CommandTable.QUOTA_RECALC, _ -> new QuotaRecalc())
                .addMail(CommandTable.ACL_GET, AclGet::parse)
                .addMail(CommandTable.ACL_RIGHTS, AclRights::parse)
                .addMail(CommandTable.ACL_SET, params -> AclUpdate.parse(params, Mode.REPLACE))
                .addMail(CommandTable.ACL_ADD, params -> AclUpdate.parse(params, Mode.ADD))
                .addMail(CommandTable.ACL_REMOVE, params -> AclUpdate.parse(params, Mode.REMOVE))
                .addMail(CommandTable.ACL_DELETE, AclUpdate::parseDelete)
                .addMail(CommandTable.ACL_DEBUG, AclDebug::parse)
                .addMail(CommandTable.ACL_RECALC, _ -> new AclRecalc())
                .add(CommandTable.HOME_CREATE, HomeCreate::parse)
                .add(CommandTable.HOME_MOVE, HomeMove::parse)
                .add(CommandTable.HOME_DETACH, HomeDetach::parse)
                .add(CommandTable.HOME_PARK, HomePark::parse)
                .add(CommandTable.HOME_BURY, HomeBury::parse)
                .add(CommandTable.HOME_LIST, HomeList::parse)
                .add(CommandTable.HOME_RESTORE, HomeRestore::parse)
                .add(CommandTable.HOME_PURGE, HomePurge::parse)
                .add(CommandTable.HOME_ADOPTED, _ -> new HomeCommand(Homes::adopted))
                .add(CommandTable.FOLDER_ACL, FolderAcl::parse)
                .add(CommandTable.FOLDER_UNSUBSCRIBE, FolderUnsubscribe::parse)
                .add(CommandTable.EXPLAIN_ACCESS, ExplainAccess::parse)
                .add(CommandTable.EXPLAIN_ADDRESS, ExplainAddress::parse)
                .add(CommandTable.EXPLAIN_MESSAGE, ExplainMessage::parse)
                .build(services);
    }
}
