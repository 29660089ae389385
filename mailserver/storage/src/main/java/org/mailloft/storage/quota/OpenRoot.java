package org.mailloft.storage.quota;

import java.util.List;
import org.mailloft.storage.MailboxName;
import org.mailloft.storage.Namespace;
import org.mailloft.storage.Namespaces;
import org.mailloft.storage.QuotaRoot;
import org.mailloft.storage.Usage;
import org.mailloft.storage.UsageLedger;

/** A quota root of a user, as one session sees it. */
final class OpenRoot implements QuotaRoot {

    private final RootPlan plan;
    private final Namespaces all;
    private final List<Namespace> counted;
    private final UsageLedger ledger;
    private final UsageAccount account;

    /**
     * @param all the user's namespaces
     * @param counted those of them that the root is about
     */
    OpenRoot(RootPlan plan, Namespaces all, List<Namespace> counted, UsageLedger ledger, UsageAccount account) {
        this.plan = plan;
        this.all = all;
        this.counted = counted;
        this.ledger = ledger;
        this.account = account;
    }

    RootPlan plan() {
        return plan;
    }

    UsageLedger ledger() {
        return ledger;
    }

    UsageAccount account() {
        return account;
    }

    @Override
    public String name() {
        return plan.name();
    }

    @Override
    public boolean isHidden() {
        return plan.hidden();
    }

    @Override
    public boolean covers(MailboxName mailbox) {
        return counted.contains(all.of(mailbox));
    }

    /** Whether messages in this mailbox are counted. */
    boolean counts(MailboxName mailbox) {
        return covers(mailbox) && !plan.ignores(mailbox);
    }

    @Override
    public Usage used() {
        return account.balance(this).used();
    }

    @Override
    public Usage limits() {
        return account.balance(this).limits();
    }

    @Override
    public void recount() {
        account.recount(this);
    }

    /** The room there is in a mailbox. */
    UsageAccount.Room roomIn(MailboxName mailbox, Enforcement enforcement) {
        if (!plan.enforced() || enforcement == Enforcement.COUNT_ONLY) {
            return (_, _, _) -> true;
        }
        return (wanted, used, base) -> {
            var limits = plan.limitsIn(mailbox, base);
            long grace = enforcement == Enforcement.GRACE ? plan.grace().of(base.octets()) : 0;
            return wanted.isNone()
                    || hasRoom(wanted.octets(), used.octets(), limits.octets(), grace)
                            && hasRoom(wanted.messages(), used.messages(), limits.messages(), 0);
        };
    }

    /** Grace is for the one that reaches the limit: there is none for what comes after. */
    private static boolean hasRoom(long wanted, long used, long limit, long grace) {
        if (limit == 0) {
            return true;
        }
        return wanted == 0 ? used <= limit : used < limit && wanted <= limit - used + grace;
    }
}
