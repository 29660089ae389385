/**
 * What every implementation of the mail store port does, as tests. An implementation's test class has one nested class
 * for each of {@code MailStoreContract}, {@code MailboxContract} and {@code SharedMailboxContract}, and tells them how a
 * new store is made.
 */
package org.mailloft.storage.contract;
