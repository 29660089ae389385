package org.mailloft.admin;

import java.time.Instant;
import java.util.Optional;

/**
 * One service, in Dovecot's terms: the processes it would have for the clients there are.
 *
 * @param processCount how many there would be
 * @param processAvail how many of them could take another client
 * @param lastDropWarning when the log last said that newcomers find no place
 * @param listenPending whether newcomers wait for a place
 * @param processTotal how many clients there have been
 */
public record ServiceStatus(
        String name,
        long processCount,
        long processAvail,
        long processLimit,
        long clientLimit,
        Optional<Instant> lastDropWarning,
        boolean listenPending,
        long processTotal) {}
