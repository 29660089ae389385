package org.mailloft.admin.command;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.mailloft.admin.AdminFailure;
import org.mailloft.admin.MailCommand;
import org.mailloft.admin.MailSession;
import org.mailloft.admin.Params;
import org.mailloft.doveadm.ExitCode;
import org.mailloft.doveadm.format.Column;
import org.mailloft.storage.acl.AclChange;
import org.mailloft.storage.acl.AclChange.Mode;
import org.mailloft.storage.acl.AclIdentifier;
import org.mailloft.storage.acl.BadAcl;
import org.mailloft.storage.acl.Right;
import org.mailloft.storage.acl.Rights;

/** {@code doveadm acl set}, {@code add}, {@code remove} and {@code delete}: changes the rights of somebody. */
record AclUpdate(String mailbox, List<AclChange> changes) implements MailCommand {

    private static final String ALL = "all";

    /** Rights with a hyphen are about what is denied; what is not named is left alone. */
    static AclUpdate parse(Params params, Mode mode) {
        var identifier = identifier(params);
        var granted = EnumSet.noneOf(Right.class);
        var denied = EnumSet.noneOf(Right.class);
        for (var word : params.list("right")) {
            if (word.startsWith("-")) {
                denied.addAll(rights(word.substring(1)));
            } else {
                granted.addAll(rights(word));
            }
        }
        var changes = new ArrayList<AclChange>();
        if (!granted.isEmpty()) {
            changes.add(new AclChange(identifier, false, mode, new Rights(granted, Set.of())));
        }
        if (!denied.isEmpty()) {
            changes.add(new AclChange(identifier, true, mode, new Rights(denied, Set.of())));
        }
        return new AclUpdate(params.one("mailbox"), List.copyOf(changes));
    }

    static AclUpdate parseDelete(Params params) {
        var identifier = identifier(params);
        return new AclUpdate(
                params.one("mailbox"),
                List.of(
                        new AclChange(identifier, false, Mode.CLEAR, Rights.NONE),
                        new AclChange(identifier, true, Mode.CLEAR, Rights.NONE)));
    }

    private static AclIdentifier identifier(Params params) {
        try {
            return AclIdentifier.parse(params.one("id"));
        } catch (BadAcl _) {
            throw new AdminFailure(ExitCode.USAGE, "Fatal: Invalid ID: " + params.one("id"));
        }
    }

    private static Set<Right> rights(String word) {
        if (word.equals(ALL)) {
            return EnumSet.allOf(Right.class);
        }
        return Set.of(Right.named(word)
                .orElseThrow(() -> new AdminFailure(ExitCode.USAGE, "Fatal: Invalid right '" + word + "'")));
    }

    @Override
    public List<Column> columns() {
        return List.of();
    }

    @Override
    public void run(MailSession session) {
        OnMailbox.run(session, mailbox, (control, name) -> changes.forEach(change -> control.change(name, change)));
    }
}
