/**
 * Tools for tests of protocols, used by the test code of other modules only.
 *
 * <p>{@link org.mailloft.testkit.Transcript} plays conversations from text files against any server,
 * {@link org.mailloft.testkit.TestServer} runs a session handler in memory, {@link org.mailloft.testkit.FakeClock} and
 * {@link org.mailloft.testkit.FakeAuthentication} stand in for the time of day and the user database. No test sleeps:
 * whatever waits, waits for an event and with a bound.
 */
package org.mailloft.testkit;
