/**
 * SMTP dialogue shared by LMTP and submission.
 */
package org.mailloft.smtp;
