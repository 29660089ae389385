package org.mailloft.ucr.apply;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.mailloft.ucr.Assignment;
import org.mailloft.ucr.BadKey;
import org.mailloft.ucr.Registry;

/**
 * Ends what a killed program left half done. When the registry has the new values already, it goes on from there; else, and
 * when that fails, it goes back.
 */
final class Recovery {

    private final Site site;
    private final Registry registry;
    private final Packages packages;

    Recovery(Site site, Packages packages) {
        this.site = site;
        this.registry = site.registry();
        this.packages = packages;
    }

    /**
     * To be called under the root's lock.
     *
     * @return what was done, if there was anything to do
     * @throws IOException when it could be neither finished nor taken back
     */
    Optional<Outcome.Reason> run() throws IOException {
        Optional<Transaction> found;
        try {
            found = site.history().underWay();
        } catch (Transaction.Damaged _) {
            site.inStep().forget();
            site.history().setAside();
            return Optional.of(Stop.because("A change was interrupted, and its record is damaged: it is kept as "
                    + site.state().damagedTransaction() + ". \"ucr commit\" puts right what is half done."));
        }
        return found.isPresent() ? end(found.get()) : Optional.empty();
    }

    private Optional<Outcome.Reason> end(Transaction transaction) throws IOException {
        site.inStep().forget();
        var swap = new Swap(site, packages.catalog(), registry.values());
        var name = "Change " + transaction.entry().number() + " was interrupted and is now ";
        if (!site.history().isTakingBack() && isSaved(transaction)) {
            try {
                var kind = transaction.entry().kind();
                swap.forward(
                        transaction,
                        () -> {},
                        transaction.entry().values(),
                        hook -> kind == HistoryEntry.Kind.COMMIT
                                || transaction.entry().values().stream().anyMatch(value -> hook.reads(value.key())));
                return Optional.of(Stop.because(name + "finished."));
            } catch (Stop | IOException e) {
                swap.back(transaction, () -> revert(transaction));
                return Optional.of(Stop.because(name + "taken back: " + e.getMessage()));
            }
        }
        swap.back(transaction, () -> revert(transaction));
        return Optional.of(Stop.because(name + "taken back."));
    }

    private boolean isSaved(Transaction transaction) throws IOException {
        var now = registry.values();
        boolean saved = transaction.entry().values().stream()
                .allMatch(value -> Optional.ofNullable(now.layer(value.layer()).get(value.key()))
                        .equals(value.after()));
        return saved && (!transaction.swaps() || site.generations().exists(transaction.to()));
    }

    /** Values that are still as the change made them; what others have set since is theirs. */
    private void revert(Transaction transaction) throws IOException {
        var now = registry.values();
        for (var value : transaction.entry().values()) {
            var current = Optional.ofNullable(now.layer(value.layer()).get(value.key()));
            if (current.equals(value.after()) && !value.after().equals(value.before())) {
                try {
                    registry.change(value.layer(), List.of(assignment(value)));
                } catch (BadKey e) {
                    // it was unset because it cannot be a key
                }
            }
        }
    }

    static Assignment assignment(HistoryEntry.ValueChange value) {
        return value.before()
                .<Assignment>map(before -> new Assignment.Set(value.key(), before))
                .orElseGet(() -> new Assignment.Unset(value.key()));
    }
}
