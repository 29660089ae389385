package org.mailloft.admin.command;

import java.util.ArrayList;
import java.util.List;
import org.mailloft.admin.MailCommand;
import org.mailloft.admin.MailSession;
import org.mailloft.admin.Params;
import org.mailloft.doveadm.format.Column;
import org.mailloft.storage.acl.AclEntry;

/**
 * {@code doveadm acl get}: who has which rights on a mailbox.
 *
 * @param matching only what counts for the user
 */
record AclGet(String mailbox, boolean matching) implements MailCommand {

    static AclGet parse(Params params) {
        return new AclGet(params.one("mailbox"), params.flag("matchMe"));
    }

    @Override
    public List<Column> columns() {
        return List.of(Column.of("id", "ID"), Column.of("global", "Global"), Column.of("rights", "Rights"));
    }

    @Override
    public void run(MailSession session) {
        OnMailbox.run(session, mailbox, (control, name) -> {
            for (var entry : control.acl(name).entries()) {
                if (!matching || control.matches(entry, name)) {
                    session.out().row(entry.identifier().text(), entry.global() ? "global" : "", words(entry));
                }
            }
        });
    }

    private static String words(AclEntry entry) {
        var words = new ArrayList<String>();
        entry.granted().ifPresent(rights -> words.addAll(rights.longNames()));
        entry.denied().ifPresent(rights -> rights.longNames().forEach(right -> words.add("-" + right)));
        return String.join(" ", words);
    }
}
