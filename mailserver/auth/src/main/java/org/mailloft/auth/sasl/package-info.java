/**
 * SASL mechanisms, one file each; {@link org.mailloft.auth.sasl.Mechanisms} is the table of all. They know names,
 * passwords and octets, but no database: an exchange ends with a call of {@link org.mailloft.auth.Mechanism.Ending}.
 */
package org.mailloft.auth.sasl;
