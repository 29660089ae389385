package org.mailloft.storage.quota;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.mailloft.storage.MailStore;
import org.mailloft.storage.Namespace;
import org.mailloft.storage.Namespaces;

/** Puts quota around the stores of users. Immutable; one for each way of enforcing it. */
public final class QuotaLayer implements UnaryOperator<MailStore> {

    private final Map<String, String> plugin;
    private final QuotaAccounts accounts;
    private final Enforcement enforcement;
    private final QuotaWarnings warnings;

    /**
     * @param plugin settings, in which the user database can say something else for a user
     * @param accounts the same for all layers of a server
     * @param warnings told about thresholds, unless messages are only counted
     */
    public QuotaLayer(
            Map<String, String> plugin, QuotaAccounts accounts, Enforcement enforcement, QuotaWarnings warnings) {
        this.plugin = plugin;
        this.accounts = accounts;
        this.enforcement = enforcement;
        this.warnings = enforcement == Enforcement.COUNT_ONLY ? QuotaWarnings.NONE : warnings;
    }

    /**
     * The same store with quota; closing it closes the one given.
     *
     * @throws BadQuota when a setting makes no sense
     */
    @Override
    public MailStore apply(MailStore store) {
        var plan = QuotaPlan.of(plugin, store.user());
        var namespaces = new Namespaces(store.namespaces());
        var roots = new ArrayList<OpenRoot>();
        var places = new HashSet<>();
        for (var root : plan.roots()) {
            var counted = counted(root, namespaces);
            if (counted.isEmpty()) {
                continue;
            }
            var ledger = store.usageLedger(counted);
            if (places.add(ledger.place())) { // two roots cannot write into one file: the first has it
                var account = accounts.acquire(ledger.place());
                account.become(root);
                roots.add(new OpenRoot(root, namespaces, counted, ledger, account));
            }
        }
        return new QuotaStore(
                store, plan, List.copyOf(roots), enforcement, warnings, () -> places.forEach(accounts::release));
    }

    private static List<Namespace> counted(RootPlan root, Namespaces namespaces) {
        return namespaces.all().stream()
                .filter(namespace -> root.namespace()
                        .map(namespace.prefix()::equals)
                        .orElse(namespace.kind() == Namespace.Kind.PRIVATE))
                .toList();
    }
}
