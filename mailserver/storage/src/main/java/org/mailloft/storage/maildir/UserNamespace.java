package org.mailloft.storage.maildir;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailloft.storage.AutoMailbox;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.MailboxSettings;
import org.mailloft.storage.Namespace;
import org.mailloft.storage.NamespaceSettings;

/**
 * A namespace with the place where its mail lies.
 *
 * @param tree its mailboxes
 * @param ownSubscriptions whether it has a subscriptions file of its own
 * @param auto mailboxes the configuration names
 * @param ownFlags where the user's own flags lie in mail that is everybody's
 */
record UserNamespace(
        Namespace namespace,
        FolderTree tree,
        boolean ownSubscriptions,
        List<AutoMailbox> auto,
        Optional<MailLocation.OwnPlace> ownFlags) {

    static UserNamespace of(Site site, Namespace namespace, MailLocation location, NamespaceSettings settings) {
        boolean common = namespace.kind() == Namespace.Kind.PUBLIC;
        var tree = new FolderTree(site, new FolderLayout(common ? location.common() : location, namespace));
        var auto = new ArrayList<AutoMailbox>();
        for (var mailbox : settings.mailboxes()) {
            auto.add(autoMailbox(namespace, mailbox));
        }
        return new UserNamespace(
                namespace,
                tree,
                settings.subscriptions(),
                List.copyOf(auto),
                common ? location.ownPlace() : Optional.empty());
    }

    private static AutoMailbox autoMailbox(Namespace namespace, MailboxSettings settings) {
        boolean inbox = settings.name().equalsIgnoreCase("INBOX");
        var name = MailboxName.of((inbox ? "" : namespace.prefix()) + settings.name(), namespace.separator());
        var auto = settings.isSubscribed()
                ? AutoMailbox.Auto.SUBSCRIBE
                : settings.isCreated() ? AutoMailbox.Auto.CREATE : AutoMailbox.Auto.NO;
        return new AutoMailbox(name, auto, settings.specialUse());
    }

    FolderLayout layout() {
        return tree.layout();
    }
}
