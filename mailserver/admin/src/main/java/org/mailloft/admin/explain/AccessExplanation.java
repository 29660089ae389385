package org.mailloft.admin.explain;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mailloft.admin.AdminServices;
import org.mailloft.admin.Output;
import org.mailloft.auth.LookupResult;
import org.mailloft.auth.UserRecord;
import org.mailloft.doveadm.ExitCode;
import org.mailloft.routing.Groups;
import org.mailloft.routing.Membership;
import org.mailloft.storage.MailFailure;
import org.mailloft.storage.MailStore;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.Namespace;
import org.mailloft.storage.Namespaces;
import org.mailloft.storage.acl.AccessControl;
import org.mailloft.storage.acl.AccessReasons;
import org.mailloft.storage.acl.AccessReasons.Effect;
import org.mailloft.storage.acl.AclEntry;
import org.mailloft.storage.acl.AclIdentifier.Kind;
import org.mailloft.storage.acl.Right;
import org.mailloft.storage.acl.Rights;

/** Why a user may do something with a mailbox, or may not, and what would change that. */
public final class AccessExplanation {

    /** Entries about others that are named. */
    private static final int MAX_OTHERS = 8;

    private final AdminServices services;
    private final String mailbox;
    private final Optional<Rights> wanted;
    private final Report report = new Report();

    private AccessExplanation(AdminServices services, String mailbox, Optional<Rights> wanted) {
        this.services = services;
        this.mailbox = mailbox;
        this.wanted = wanted;
    }

    /**
     * @param mailbox as the user calls it
     * @param right what he wants to do: see {@link Wanted}; empty for all that he may
     * @throws org.mailloft.admin.AdminFailure for a right that there is not
     */
    public static int print(AdminServices services, String user, String mailbox, Optional<String> right, Output out) {
        return new AccessExplanation(services, mailbox, right.map(Wanted::parse))
                .of(user)
                .print(out);
    }

    private Report of(String name) {
        switch (Account.lookup(services, name)) {
            case LookupResult.Found(var user) -> of(user);
            case LookupResult.Unknown _ -> Account.unknown(services, name, report);
            case LookupResult.Unavailable(var why) -> Account.unavailable(name, why, report);
        }
        return report;
    }

    private void of(UserRecord user) {
        var mailUser = Account.mailUser(user);
        try (var client = services.insight().asClient().open(mailUser);
                var administrator = services.stores().open(mailUser)) {
            var name = MailboxName.of(
                    mailbox, new Namespaces(client.namespaces()).inbox().separator());
            if (!administrator.exists(name)) {
                missing(user, name, client);
                return;
            }
            AccessControl.of(client)
                    .ifPresentOrElse(
                            control -> new Access(user, name, client, control).tell(), () -> report.verdict(user.name()
                                            + " may do everything with " + name + ": access rights are not checked.")
                                    .row("cause", "mail_plugins has no acl, or plugin { acl } is not set"));
        } catch (MailFailure failure) {
            switch (failure.reason()) {
                case UNAVAILABLE, IN_USE ->
                    report.verdict(ExitCode.TEMPORARY, "The mail of " + user.name() + " cannot be opened now.")
                            .row("cause", failure.clientText());
                case NOT_FOUND, EXISTS, NO_PERMISSION, NOT_POSSIBLE, OVER_QUOTA, LIMIT, EXPUNGED ->
                    report.verdict(ExitCode.NOT_FOUND, "There is no mailbox " + mailbox + " for " + user.name() + ".")
                            .row("cause", failure.clientText());
            }
        }
    }

    private void missing(UserRecord user, MailboxName name, MailStore client) {
        report.verdict(ExitCode.NOT_FOUND, "There is no mailbox " + name + " for " + user.name() + ".");
        ownerOf(client, name)
                .filter(owner -> Account.lookup(services, owner) instanceof LookupResult.Unknown)
                .ifPresent(owner -> report.row("cause", "there is no user or shared folder " + owner));
        var leaf = leaf(name.value());
        var alike = client.list().stream()
                .map(entry -> entry.name().value())
                .filter(other -> leaf(other).equalsIgnoreCase(leaf))
                .limit(5)
                .toList();
        if (!alike.isEmpty()) {
            report.row("similar", String.join(", ", alike));
        }
        report.row("check", "names are as the user's client shows them, with '/' between levels:");
        report.command("doveadm mailbox list -u " + Printable.quoted(user.name()));
    }

    private static Optional<String> ownerOf(MailStore store, MailboxName name) {
        try {
            return store.namespaceOf(name).owner();
        } catch (MailFailure _) {
            return Optional.empty();
        }
    }

    private static String leaf(String name) {
        return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('.')) + 1);
    }

    /** The answer for a mailbox that exists. */
    private final class Access {

        private final UserRecord user;
        private final MailboxName name;
        private final MailStore client;
        private final AccessControl control;
        private final AccessReasons reasons;
        private final Namespace namespace;

        Access(UserRecord user, MailboxName name, MailStore client, AccessControl control) {
            this.user = user;
            this.name = name;
            this.client = client;
            this.control = control;
            this.reasons = control.reasons(name);
            this.namespace = client.namespaceOf(name);
        }

        void tell() {
            report.verdict(verdict());
            reasons.problems()
                    .forEach(problem ->
                            report.row("broken", problem, "cannot be read, and so nobody has any right here"));
            wanted.map(rights -> rights.minus(reasons.rights()))
                    .filter(lacks -> !lacks.isEmpty())
                    .ifPresent(lacks -> {
                        report.row("lacks", Words.rights(lacks));
                        new Remedy(services, control, name, namespace, user.name(), reasons, wanted.get()).tell(report);
                    });
            report.row("rights", Words.rights(reasons.rights()));
            entries();
            place();
            listed();
        }

        private String verdict() {
            var has = reasons.rights();
            var who = user.name();
            if (wanted.isPresent()) {
                var lacks = wanted.get().minus(has);
                return lacks.isEmpty()
                        ? "Yes: on " + name + ", " + who + " may " + Words.deeds(wanted.get()) + "."
                        : "No: on " + name + ", " + who + " may not "
                                + Words.deeds(lacks).replace(" and ", " or ") + ".";
            }
            if (has.known().isEmpty()) {
                return who + " has no rights on " + name + ": for that user it does not exist.";
            }
            var lacks = Rights.ALL.minus(has);
            return lacks.isEmpty()
                    ? who + " may do everything with " + name + "."
                    : who + " on " + name + ": may " + Words.deeds(has) + "; may not "
                            + Words.deeds(lacks).replace(" and ", " or ") + ".";
        }

        private void entries() {
            boolean anyCounts = reasons.entries().stream().anyMatch(reason -> reason.effect() == Effect.COUNTS);
            if (reasons.own() && !anyCounts) {
                report.row("because", "it is " + user.name() + "'s own mailbox, and no entry says otherwise");
            }
            var membership = membership();
            mine(reasons.entries(), "", membership);
            mine(reasons.defaults(), "for the whole namespace, ", membership);
            if (!reasons.own()
                    && reasons.entries().isEmpty()
                    && reasons.defaults().isEmpty()
                    && reasons.problems().isEmpty()) {
                report.row("because", "nothing is said about this mailbox: only its owner may use it");
            }
            var others = Stream.concat(reasons.entries().stream(), reasons.defaults().stream())
                    .filter(reason -> reason.effect() == Effect.ABOUT_OTHERS)
                    .map(reason -> granted(reason.entry()) + " for "
                            + reason.entry().identifier().text())
                    .toList();
            if (!others.isEmpty()) {
                int more = others.size() - MAX_OTHERS;
                report.row(
                        "others",
                        others.stream().limit(MAX_OTHERS).collect(Collectors.joining("; "))
                                + (more > 0 ? "; and " + more + " more" : "")
                                + (isAboutGroups() ? " (" + user.name() + " is in none of these groups)" : ""));
            }
        }

        private boolean isAboutGroups() {
            return reasons.entries().stream()
                    .anyMatch(reason -> reason.effect() == Effect.ABOUT_OTHERS && isGroup(reason.entry()));
        }

        private void mine(List<AccessReasons.Reason> list, String scope, Optional<Membership> membership) {
            for (var reason : list) {
                var entry = reason.entry();
                var effect =
                        switch (reason.effect()) {
                            case COUNTS -> "counts";
                            case REPLACED -> "overruled by a stronger entry";
                            case OWNER_EXEMPT -> "not for the owner";
                            case ABOUT_OTHERS -> "";
                        };
                if (!effect.isEmpty()) {
                    report.row(
                            "entry",
                            entry.identifier().text(),
                            granted(entry) + ", " + effect + "; " + scope + source(reason) + via(entry, membership));
                }
            }
        }

        private String granted(AclEntry entry) {
            var granted = entry.granted().map(rights -> rights.isEmpty() ? "nothing" : rights.letters());
            var denied = entry.denied().map(rights -> "not " + rights.letters());
            return granted.isPresent() && denied.isPresent()
                    ? granted.get() + " but " + denied.get()
                    : granted.or(() -> denied).orElse("nothing");
        }

        private static String source(AccessReasons.Reason reason) {
            var lines = reason.places().stream()
                    .map(place -> Integer.toString(place.line()))
                    .toList();
            var file = reason.entry().global() ? "the server's global ACL file" : "dovecot-acl";
            return lines.isEmpty() ? file : file + " line " + Words.and(lines);
        }

        private Optional<Membership> membership() {
            try {
                return Optional.of(services.groups().of(user.name()));
            } catch (Groups.Unanswered e) {
                report.row(
                        "unknown", "groups of " + user.name() + ": the directory does not answer: " + e.getMessage());
                return Optional.empty();
            }
        }

        private String via(AclEntry entry, Optional<Membership> membership) {
            var way = membership
                    .filter(_ -> isGroup(entry))
                    .map(groups -> groups.ways().getOrDefault(entry.identifier().name(), List.of()))
                    .orElse(List.of());
            return switch (way.size()) {
                case 0 -> "";
                case 1 -> "; " + user.name() + " is in that group";
                default -> "; via group " + String.join(" <- ", way.reversed());
            };
        }

        private static boolean isGroup(AclEntry entry) {
            var kind = entry.identifier().kind();
            return kind == Kind.GROUP || kind == Kind.GROUP_OVERRIDE;
        }

        private void place() {
            var owner = control.ownerOf(name);
            report.row(
                    "mailbox",
                    switch (namespace.kind()) {
                        case PRIVATE -> "is " + user.name() + "'s own";
                        case SHARED -> "belongs to " + owner.orElse("somebody else") + ", who shares it";
                        case PUBLIC -> "is a public folder, in namespace " + namespace.prefix();
                    });
            Stream.concat(reasons.entries().stream(), reasons.defaults().stream())
                    .flatMap(reason -> reason.places().stream())
                    .map(AccessReasons.Place::file)
                    .distinct()
                    .limit(3)
                    .forEach(file -> report.row("file", file));
        }

        private void listed() {
            boolean listed = client.list().stream()
                    .anyMatch(entry -> entry.selectable() && entry.name().equals(name));
            boolean subscribed = client.subscriptions().contains(name);
            report.row("list", listed ? "the client is shown it" : "the client is not shown it: " + whyNotListed());
            if (listed && !subscribed && !name.equals(MailboxName.INBOX)) {
                report.row("list", "not subscribed: a client that shows only subscribed folders hides it");
                report.command("doveadm mailbox subscribe -u " + Printable.quoted(user.name()) + " "
                        + Printable.quoted(name.value()));
            }
        }

        private String whyNotListed() {
            if (!reasons.rights().has(Right.LOOKUP)) {
                return "the right l (lookup) is missing";
            }
            var owner = namespace.owner();
            if (owner.isPresent() && !control.isKnownSharer(owner.get())) {
                return "the list of who shares with whom does not have " + owner.get() + "; doveadm acl recalc -u "
                        + Printable.quoted(owner.get()) + " writes it anew";
            }
            return namespace.listed()
                    ? "it is not among the mailboxes that can be opened"
                    : "list = no for its namespace";
        }
    }
}
