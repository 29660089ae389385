/**
 * Mail objects of a UCS domain, read out of entries and checked: {@link org.mailloft.directory.mail.MailUser},
 * {@link org.mailloft.directory.mail.MailDomain}, {@link org.mailloft.directory.mail.MailGroup},
 * {@link org.mailloft.directory.mail.MailingList}, {@link org.mailloft.directory.mail.SharedFolder}. The directory's
 * schema checks little, so each {@code of} says clearly what is wrong with which object
 * ({@link org.mailloft.directory.mail.MalformedObject}).
 */
package org.mailloft.directory.mail;
