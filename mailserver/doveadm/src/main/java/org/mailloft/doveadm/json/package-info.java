/**
 * JSON, RFC 8259: {@link org.mailloft.doveadm.json.Json} is a value, read strictly and with bounds.
 */
package org.mailloft.doveadm.json;
