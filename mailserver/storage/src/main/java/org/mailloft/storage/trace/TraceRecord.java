package org.mailloft.storage.trace;

import java.time.Instant;
import org.mailloft.storage.Visit;

/**
 * One thing that happened.
 *
 * @param at in milliseconds
 * @param user login name of whose session or mail it was
 */
public record TraceRecord(Instant at, String user, Visit visit, Event event) {}
