/** Directory servers for integration tests, here and in the modules that use the directory. */
package org.mailloft.directory.testing;
