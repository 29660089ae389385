/**
 * Tells what a test run left out: {@link org.mailloft.testing.LeftOut} is found by JUnit in the test class path of every
 * module.
 */
package org.mailloft.testing;
