package org.mailloft.storage.acl;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.mailloft.storage.MailStore;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.SideFile;
import org.mailloft.storage.acl.AclChange.Mode;

/**
 * Entries that come from outside, such as from a directory, beside those that users made. Whom they are about is noted
 * in a file with the mailbox: so an entry that is prescribed no more goes, whatever happened in between, and one that a
 * user made stays.
 */
public final class PrescribedEntries {

    static final String FILE_NAME = "mailloft-prescribed-acl";

    private final SideFile note;
    private final AccessControl control;
    private final MailboxName mailbox;

    private PrescribedEntries(MailStore store, AccessControl control, MailboxName mailbox) {
        this.note = store.sideFile(mailbox, FILE_NAME);
        this.control = control;
        this.mailbox = mailbox;
    }

    /**
     * Those of a mailbox that exists.
     *
     * @param store checks rights, and was opened for administration
     */
    public static PrescribedEntries of(MailStore store, MailboxName mailbox) {
        var control = AccessControl.of(store)
                .orElseThrow(() -> new IllegalArgumentException("a store without access rights"));
        return new PrescribedEntries(store, control, mailbox);
    }

    /**
     * From now on these are prescribed and no others. What an identifier is denied stays as it is.
     *
     * @param entries that grant something, at most one for an identifier
     * @return whether anything was otherwise before
     */
    public boolean become(Collection<AclEntry> entries) {
        var wanted =
                entries.stream().map(entry -> entry.identifier().text()).collect(Collectors.toCollection(TreeSet::new));
        var former = noted(note);
        var either = new TreeSet<>(former);
        either.addAll(wanted);
        note(either);
        boolean different = control.changeAll(mailbox, changes(entries, former));
        note(wanted);
        return different;
    }

    private static List<AclChange> changes(Collection<AclEntry> entries, Set<String> former) {
        var changes = new ArrayList<AclChange>();
        for (var identifier : former) {
            changes.add(new AclChange(AclIdentifier.parse(identifier), false, Mode.CLEAR, Rights.NONE));
        }
        for (var entry : entries) {
            changes.add(new AclChange(
                    entry.identifier(), false, Mode.REPLACE, entry.granted().orElse(Rights.NONE)));
        }
        return changes;
    }

    /** Whom the entries are about that are prescribed for a mailbox. */
    static Set<String> noted(MailStore store, MailboxName mailbox) {
        return noted(store.sideFile(mailbox, FILE_NAME));
    }

    /** A line for each identifier; lines that are none are of no use to anybody. */
    private static Set<String> noted(SideFile note) {
        return note.read().stream()
                .flatMap(octets -> new String(octets, StandardCharsets.UTF_8).lines())
                .filter(PrescribedEntries::isIdentifier)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isIdentifier(String text) {
        try {
            AclIdentifier.parse(text);
            return true;
        } catch (BadAcl _) {
            return false;
        }
    }

    private void note(Set<String> identifiers) {
        var text = new StringBuilder();
        identifiers.forEach(identifier -> text.append(identifier).append('\n'));
        note.update(_ -> text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
