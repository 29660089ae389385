package org.mailloft.admin.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.mailloft.admin.AdminCommand;
import org.mailloft.admin.AdminFailure;
import org.mailloft.admin.AdminServices;
import org.mailloft.admin.Output;
import org.mailloft.admin.Params;
import org.mailloft.doveadm.ExitCode;
import org.mailloft.doveadm.format.Column;
import org.mailloft.storage.MailFailure;
import org.mailloft.storage.MailFailure.Reason;
import org.mailloft.storage.MailUser;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.acl.AclEntry;
import org.mailloft.storage.acl.AclFile;
import org.mailloft.storage.acl.BadAcl;
import org.mailloft.storage.acl.PrescribedEntries;
import org.mailloft.storage.home.BadPlace;
import org.mailloft.storage.home.HomeOutcome;
import org.mailloft.storage.home.HomeOutcome.Kind;
import org.mailloft.storage.home.Place;

/**
 * {@code doveadm folder acl}: the rights on a shared folder that the directory prescribes, all of them; those that users
 * gave stay. May be repeated, and answers with what came of it as the commands about homes do.
 */
record FolderAcl(String place, List<AclEntry> entries) implements AdminCommand {

    static FolderAcl parse(Params params) {
        var entries = new ArrayList<AclEntry>();
        for (var line : params.list("entry")) {
            try {
                entries.add(AclFile.entry(line));
            } catch (BadAcl bad) {
                throw new AdminFailure(ExitCode.USAGE, "Fatal: Invalid entry " + line + ": " + bad.getMessage());
            }
        }
        if (entries.stream().anyMatch(entry -> entry.granted().isEmpty())) {
            throw new AdminFailure(ExitCode.USAGE, "Fatal: Rights can only be granted");
        }
        return new FolderAcl(params.one("place"), List.copyOf(entries));
    }

    @Override
    public int run(AdminServices services, Output out) {
        out.columns(List.of(Column.of("outcome"), Column.of("reason").widened()));
        var outcome = outcome(services);
        out.row(outcome.kind().word(), outcome.reason());
        return ExitCode.OK;
    }

    private HomeOutcome outcome(AdminServices services) {
        try {
            var where = Place.parse(place);
            var resident = services.homes().resident(where);
            return resident.isPresent() ? prescribe(services, where, resident.get()) : missing("there is no such home");
        } catch (BadPlace | BadAcl bad) {
            return new HomeOutcome(Kind.REFUSED, bad.getMessage());
        } catch (MailFailure failure) {
            return new HomeOutcome(isPassing(failure) ? Kind.BUSY : Kind.REFUSED, failure.clientText());
        } catch (IOException | UncheckedIOException failure) {
            return new HomeOutcome(Kind.BUSY, failure.getMessage());
        }
    }

    private HomeOutcome prescribe(AdminServices services, Place where, MailUser resident) {
        var name = where.kind() == Place.Kind.PRIVATE
                ? MailboxName.INBOX
                : MailboxName.of(where.address() + "/" + MailboxName.INBOX, '/');
        try (var store = services.stores().open(resident)) {
            if (!store.exists(name)) {
                return missing("the namespace of " + where.address() + " is not configured, or it has no INBOX");
            }
            return new HomeOutcome(PrescribedEntries.of(store, name).become(entries) ? Kind.DONE : Kind.NOTHING, "");
        }
    }

    /** Where nothing is, nothing has rights; others may have to wait for it. */
    private HomeOutcome missing(String what) {
        return entries.isEmpty() ? new HomeOutcome(Kind.NOTHING, what) : new HomeOutcome(Kind.BUSY, what);
    }

    private static boolean isPassing(MailFailure failure) {
        return failure.reason() == Reason.UNAVAILABLE || failure.reason() == Reason.IN_USE;
    }
}
