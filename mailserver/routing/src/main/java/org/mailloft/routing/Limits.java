package org.mailloft.routing;

import java.time.Duration;

/**
 * Bounds of one question.
 *
 * @param destinations that one address may lead to
 * @param objects that are looked at on the way
 * @param believed how long an answer may be used again
 * @param personBelieved likewise for an address of one person or shared folder of this host and nothing else: what most mail
 *     is for, and what is flushed by name when it changes
 */
public record Limits(int destinations, int objects, Duration believed, Duration personBelieved) {

    public static final Limits DEFAULT = new Limits(5_000, 20_000, Duration.ofSeconds(1), Duration.ofSeconds(30));
}
