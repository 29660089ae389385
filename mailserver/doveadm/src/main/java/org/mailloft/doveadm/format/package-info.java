/**
 * How rows are printed, one class per format: {@link org.mailloft.doveadm.format.Formatter}.
 */
package org.mailloft.doveadm.format;
