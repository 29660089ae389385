package org.mailloft.lmtp;

import java.util.List;
import org.mailloft.conf.Setting;

/**
 * Settings of the LMTP server.
 *
 * @param hostname of the server, in the greeting and in Received
 * @param greeting after the host name
 * @param recipientDelimiter characters that may begin the detail of a subaddress; empty for none
 * @param saveToDetailMailbox whether the detail names the mailbox
 * @param deliveryAddress what Delivered-To shows
 * @param addReceivedHeader whether messages get a Received field
 * @param userConcurrencyLimit transactions that may have the same user as a recipient at once; 0 for no limit
 * @param clientWorkarounds {@code whitespace-before-path}, {@code mailbox-for-path}
 * @param rcptCheckQuota whether a full mailbox is told at RCPT already
 * @param quotaFullTempfail whether mail for a full mailbox is to be tried again
 */
public record LmtpSettings(
        @Setting("hostname") String hostname,
        @Setting("login_greeting") String greeting,
        @Setting("recipient_delimiter") String recipientDelimiter,
        @Setting("lmtp_save_to_detail_mailbox") boolean saveToDetailMailbox,
        @Setting("lmtp_hdr_delivery_address") DeliveryAddress deliveryAddress,
        @Setting("lmtp_add_received_header") boolean addReceivedHeader,
        @Setting("lmtp_user_concurrency_limit") int userConcurrencyLimit,
        @Setting("lmtp_client_workarounds") List<String> clientWorkarounds,
        @Setting("lmtp_rcpt_check_quota") boolean rcptCheckQuota,
        @Setting("quota_full_tempfail") boolean quotaFullTempfail) {

    /** {@code lmtp_hdr_delivery_address}: the two are different for members of groups and lists. */
    public enum DeliveryAddress {
        NONE,
        FINAL,
        ORIGINAL
    }

    /** The mailbox that mail for an address with this detail asks for. */
    public String mailboxFor(String detail) {
        return saveToDetailMailbox && !detail.isEmpty() ? detail : "INBOX";
    }
}
