package org.mailloft.storage.maildir;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
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
                    space.layout().name(levels).ifPresent(names::add);
                }
            }
        }
        return names;
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
        var levels = tree.layout().levels(name);
        file(keeper).update(tree.rootPermissions(), before -> wanted ? before.with(levels) : before.without(levels));
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
