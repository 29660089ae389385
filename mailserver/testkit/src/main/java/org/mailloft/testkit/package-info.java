/**
 * Tools for tests of protocols: transcripts, fake clocks, servers in memory.
 */
package org.mailloft.testkit;
