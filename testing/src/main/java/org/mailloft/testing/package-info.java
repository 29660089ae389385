/**
 * What tests of all modules need: {@link org.mailloft.testing.FreePort}, {@link org.mailloft.testing.Program} for those of
 * others, {@link org.mailloft.testing.TestNetwork} with hosts of its own, and {@link org.mailloft.testing.LeftOut}, which JUnit finds in the test class path of every module and which
 * names the tests that were not run.
 */
package org.mailloft.testing;
