package org.mailloft.admin.command;

import java.util.Optional;
import org.mailloft.admin.AdminCommand;
import org.mailloft.admin.AdminServices;
import org.mailloft.admin.Output;
import org.mailloft.admin.Params;
import org.mailloft.admin.explain.AddressExplanation;

/**
 * {@code doveadm explain address}: where mail to an address would go.
 *
 * @param sender of the envelope, empty for a bounce; without one, restrictions of senders are left aside
 */
record ExplainAddress(String address, Optional<String> sender) implements AdminCommand {

    static ExplainAddress parse(Params params) {
        return new ExplainAddress(params.one("address"), params.text("sender"));
    }

    @Override
    public int run(AdminServices services, Output out) {
        return AddressExplanation.print(services, address, sender, out);
    }
}
