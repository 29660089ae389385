package org.mailloft.net;

/**
 * How many clients a service may have at a time, in the words of Dovecot's {@code service} sections: so many processes
 * with so many clients each. There are no processes here, but the product bounds the same clients.
 *
 * @param processLimit {@code process_limit}
 * @param clientLimit {@code client_limit}, which is 1 where a process ends after one client
 * @param serviceCount {@code service_count}
 */
public record Capacity(long processLimit, long clientLimit, long serviceCount) {

    public static final Capacity UNLIMITED = new Capacity(Integer.MAX_VALUE, Integer.MAX_VALUE, 0);

    /** So many clients. */
    public static Capacity of(int clients) {
        return new Capacity(clients, 1, 1);
    }

    public long places() {
        return processLimit > Long.MAX_VALUE / clientLimit ? Long.MAX_VALUE : processLimit * clientLimit;
    }

    /** The setting that bounds it, as the log names it when it is reached. */
    public String bound() {
        if (processLimit > 1) {
            return "process_limit (" + processLimit + ")";
        }
        return serviceCount == 1 ? "client_limit/service_count (1)" : "client_limit (" + clientLimit + ")";
    }
}
