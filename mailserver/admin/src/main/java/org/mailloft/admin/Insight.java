package org.mailloft.admin;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;
import org.mailloft.storage.StoreFactory;
import org.mailloft.storage.trace.MailTrace;

/**
 * What explanations look at: the same things that others decide with, not copies of them.
 *
 * @param asClient mail as a user's own client sees it
 * @param asDelivery mail as it is when something is delivered
 * @param addressing how an address in an envelope is read
 * @param homes whether there is a home at a place; one that is missing is made by the first message
 * @param directory whether a directory is configured that knows where mail goes
 * @param distributes whether delivery follows groups, lists and forwards itself
 * @param trace what happened to messages
 */
public record Insight(
        StoreFactory asClient,
        StoreFactory asDelivery,
        Addressing addressing,
        Predicate<Path> homes,
        boolean directory,
        boolean distributes,
        MailTrace trace) {

    /** Reads addresses as delivery does. */
    @FunctionalInterface
    public interface Addressing {
        /** Empty for what is no address. */
        Optional<Addressee> of(String address);
    }

    /**
     * @param user the address without detail
     * @param detail empty without one
     * @param mailbox in which mail for this address goes
     */
    public record Addressee(String user, String detail, String mailbox) {}
}
