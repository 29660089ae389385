package org.mailloft.storage.maildir;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.mailloft.storage.MailboxName;

/** What a user has subscribed to, over all namespaces. */
final class UserSubscriptions {

    private final Site site;
    private final List<UserNamespace> spaces;

    UserSubscriptions(Site site, List<UserNamespace> spaces) {
        this.site = site;
        this.spaces = spaces;
    }

    Set<MailboxName> read() throws IOException {
        var names = new TreeSet<MailboxName>();
        for (var space : spaces) {
            if (space.ownSubscriptions()) {
                for (var levels : file(space).read().names()) {
                    space.layout().name(flat(space, levels)).ifPresent(names::add);
                }
            }
        }
        return names;
    }

    /** Dovecot keeps the prefix of another namespace in one piece with the level behind it. */
    private static List<String> flat(UserNamespace space, List<String> levels) {
        var separator = String.valueOf(space.namespace().separator());
        return levels.stream()
                .flatMap(level -> Stream.of(level.split(Pattern.quote(separator))))
                .toList();
    }

    /**
     * Subscribes or unsubscribes.
     *
     * @param space that the mailbox is in; one without a file of its own uses that of the one its prefix lies in
     */
    void change(UserNamespace space, MailboxName name, boolean wanted) throws IOException {
        var keeper = space.ownSubscriptions() ? space : keeperOf(space, name);
        var tree = keeper.tree();
        tree.createInbox();
        MaildirState.createMissing(site.disk(), tree.layout().controlRoot(), tree.rootPermissions());
        var levels = tree.layout().subscribedLevels(name);
        file(keeper).update(tree.rootPermissions(), before -> {
            var known = before.names().stream()
                    .filter(other -> flat(keeper, other).equals(levels))
                    .toList();
            if (wanted) {
                return known.isEmpty() ? before.with(levels) : before;
            }
            var after = before;
            for (var other : known) {
                after = after.without(other);
            }
            return after;
        });
    }

    private UserNamespace keeperOf(UserNamespace space, MailboxName name) {
        return spaces.stream()
                .filter(UserNamespace::ownSubscriptions)
                .filter(other -> name.value().startsWith(other.namespace().prefix()))
                .findFirst()
                .orElse(space);
    }

    private SubscriptionFile file(UserNamespace space) {
        var layout = space.layout();
        return new SubscriptionFile(
                site, layout.controlRoot().resolve(layout.location().subscriptionsFile()));
    }
}
