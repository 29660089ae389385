package org.mailloft.admin.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailloft.admin.AdminServices;
import org.mailloft.routing.Destination;
import org.mailloft.routing.Route;
import org.mailloft.routing.Sender;
import org.mailloft.routing.Step;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.Namespace;
import org.mailloft.storage.acl.AccessControl;
import org.mailloft.storage.acl.AccessReasons;
import org.mailloft.storage.acl.AccessReasons.Effect;
import org.mailloft.storage.acl.AclChange;
import org.mailloft.storage.acl.AclChange.Mode;
import org.mailloft.storage.acl.AclIdentifier;
import org.mailloft.storage.acl.Rights;

/**
 * Finds a change that gives somebody what he lacks, and tells it as a command. Each is tried out on paper by the code that
 * works rights out, so that none is told that would not help.
 */
record Remedy(
        AdminServices services,
        AccessControl control,
        MailboxName mailbox,
        Namespace namespace,
        String user,
        AccessReasons reasons,
        Rights wanted) {

    void tell(Report report) {
        if (!reasons.problems().isEmpty()) {
            report.row("to give", "first the file that cannot be read has to be put right");
            return;
        }
        var changes = candidates().stream()
                .filter(some -> wanted.minus(control.rightsAfter(mailbox, some)).isEmpty())
                .findFirst();
        var folder = directoryObject();
        folder.ifPresent(dn -> {
            report.row(
                    "to give",
                    "in the directory, from where this folder has its rights"
                            + (changes.isEmpty() ? ":" : "; or here:"));
            report.command("udm mail/folder modify --dn " + Printable.quoted(dn) + " --append sharedFolderUserACL="
                    + Printable.quoted(user + " " + level()));
        });
        if (changes.isEmpty() && folder.isEmpty()) {
            report.row("to give", "an entry that counts more has to be changed: " + strongest());
        }
        changes.ifPresent(some -> some.forEach(change -> report.command(command(change))));
    }

    /** The smallest first. */
    private List<List<AclChange>> candidates() {
        var him = AclIdentifier.user(user);
        var all = reasons.rights().plus(wanted);
        var set = new AclChange(him, false, Mode.REPLACE, all);
        var candidates = new ArrayList<List<AclChange>>();
        candidates.add(List.of(new AclChange(him, false, Mode.ADD, wanted.minus(reasons.rights()))));
        var denials = reasons.entries().stream()
                .filter(reason ->
                        reason.effect() == Effect.COUNTS && !reason.entry().global())
                .filter(reason -> reason.entry().denied().isPresent())
                .map(reason -> new AclChange(
                        reason.entry().identifier(),
                        true,
                        Mode.REMOVE,
                        reason.entry().denied().get().minus(Rights.ALL.minus(wanted))))
                .toList();
        denials.forEach(allowed -> candidates.add(List.of(allowed)));
        candidates.add(List.of(set));
        denials.forEach(allowed -> candidates.add(List.of(set, allowed)));
        return candidates;
    }

    private String strongest() {
        return reasons.entries().stream()
                .filter(reason -> reason.effect() == Effect.COUNTS)
                .reduce((_, last) -> last)
                .map(last -> last.entry().identifier().text() + ", "
                        + (last.entry().global() ? "in the server's global ACL file" : "in dovecot-acl"))
                .orElse("in the server's global ACL file");
    }

    private String command(AclChange change) {
        var verb =
                switch (change.mode()) {
                    case REPLACE -> "set";
                    case ADD -> "add";
                    case REMOVE -> "remove";
                    case CLEAR -> "delete";
                };
        var rights = Words.names(change.rights());
        return String.join(
                " ",
                "doveadm acl " + verb + " -u",
                Printable.quoted(whoseName()) + (change.denied() ? " --" : ""),
                Printable.quoted(nameThere()),
                Printable.quoted(change.identifier().text()),
                change.denied() ? "-" + rights.replace(" ", " -") : rights);
    }

    private String whoseName() {
        return namespace.owner().orElse(user);
    }

    /** What the owner calls it. */
    private String nameThere() {
        if (namespace.owner().isEmpty()) {
            return mailbox.value();
        }
        return mailbox.value().length() < namespace.prefix().length()
                ? "INBOX"
                : mailbox.value().substring(namespace.prefix().length());
    }

    /** The least of the directory's levels that has all that is wanted. */
    private String level() {
        for (var level : List.of("read", "post", "append", "write")) {
            if (wanted.minus(Wanted.parse(level)).isEmpty()) {
                return level;
            }
        }
        return "all";
    }

    /** Name of the shared folder's entry in the directory, when it is one with an address. */
    private Optional<String> directoryObject() {
        return namespace
                .owner()
                .flatMap(owner ->
                        services.routing().route(owner, Sender.TRUSTED) instanceof Route.Known(var destinations)
                                ? destinations.stream()
                                        .map(Destination::steps)
                                        .filter(steps -> !steps.isEmpty()
                                                && steps.getFirst().kind() == Step.Kind.SHARED_FOLDER)
                                        .map(steps -> steps.getFirst().dn())
                                        .findFirst()
                                : Optional.empty());
    }
}
