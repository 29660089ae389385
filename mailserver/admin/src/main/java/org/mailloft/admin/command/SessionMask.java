package org.mailloft.admin.command;

import java.util.List;
import java.util.Optional;
import org.mailloft.admin.AdminFailure;
import org.mailloft.admin.Wildcards;
import org.mailloft.doveadm.ExitCode;
import org.mailloft.net.SessionRegistry.Session;

/** Which sessions {@code who} and {@code kick} mean: a user mask, an address range, or both at once. */
record SessionMask(Optional<String> user, Optional<IpRange> addresses) {

    static SessionMask parse(List<String> masks) {
        Optional<String> user = Optional.empty();
        Optional<IpRange> addresses = Optional.empty();
        for (var mask : masks) {
            var range = IpRange.parse(mask);
            if (range.isPresent() ? addresses.isPresent() : user.isPresent()) {
                throw new AdminFailure(
                        ExitCode.USAGE,
                        range.isPresent()
                                ? "Error: Multiple network masks not supported"
                                : "Error: Multiple username masks not supported");
            }
            if (range.isPresent()) {
                addresses = range;
            } else {
                user = Optional.of(mask);
            }
        }
        return new SessionMask(user, addresses);
    }

    boolean isEmpty() {
        return user.isEmpty() && addresses.isEmpty();
    }

    boolean matches(Session session) {
        return user.map(mask -> Wildcards.matches(mask, session.user())).orElse(true)
                && addresses.map(range -> range.contains(session.remoteIp())).orElse(true);
    }
}
