package org.mailloft.imap;

import java.time.Duration;
import java.util.List;
import org.mailloft.conf.Setting;

/**
 * What an administrator can set about IMAP.
 *
 * @param greeting text of the first line
 * @param plaintextDisabled whether passwords need TLS or a client on the same machine
 * @param ssl whether TLS is offered or demanded
 * @param trustedNetworks whose clients are taken for secure
 * @param loginLogFormat {@code %$} is the event, {@code %s} the elements
 * @param loginLogElements parts of a login log line
 * @param maxConnectionsPerUserAndIp 0 for no limit
 * @param maxLineOctets of a command, without the messages of APPEND
 * @param capability replaces the list of capabilities, or adds to it with a {@code +} in front; empty for neither
 * @param logoutFormat counters in the line that is logged at the end
 * @param idSend what the server says about itself: {@code name value name value ...}
 * @param idLog which fields of a client's ID are logged; {@code *} for all
 * @param idleNotifyInterval time between signs of life during IDLE
 * @param idleCheckInterval time between looks for changes by other programs during IDLE
 * @param literalMinus whether literals without synchronization are limited to 4,096 octets (RFC 7888)
 * @param clientWorkarounds {@code delay-newmail}, {@code tb-extra-mailbox-sep}, {@code tb-lsub-flags}
 */
public record ImapSettings(
        @Setting("login_greeting") String greeting,
        @Setting("disable_plaintext_auth") boolean plaintextDisabled,
        @Setting("ssl") Ssl ssl,
        @Setting("login_trusted_networks") List<String> trustedNetworks,
        @Setting("login_log_format") String loginLogFormat,
        @Setting("login_log_format_elements") List<String> loginLogElements,
        @Setting("mail_max_userip_connections") int maxConnectionsPerUserAndIp,
        @Setting("imap_max_line_length") long maxLineOctets,
        @Setting("imap_capability") String capability,
        @Setting("imap_logout_format") String logoutFormat,
        @Setting("imap_id_send") String idSend,
        @Setting("imap_id_log") String idLog,
        @Setting("imap_idle_notify_interval") Duration idleNotifyInterval,
        @Setting("mailbox_idle_check_interval") Duration idleCheckInterval,
        @Setting("imap_literal_minus") boolean literalMinus,
        @Setting("imap_client_workarounds") List<String> clientWorkarounds) {

    /** Values of {@code ssl}. */
    public enum Ssl {
        NO,
        YES,
        REQUIRED
    }

    /** What holds when nothing is set. */
    public static ImapSettings defaults() {
        return new ImapSettings(
                "Dovecot ready.",
                true,
                Ssl.YES,
                List.of(),
                "%$: %s",
                List.of("user=<%u>", "method=%m", "rip=%r", "lip=%l", "mpid=%e", "%c", "session=<%{session}>"),
                10,
                64 * 1024,
                "",
                "in=%i out=%o deleted=%{deleted} expunged=%{expunged} trashed=%{trashed} hdr_count=%{fetch_hdr_count}"
                        + " hdr_bytes=%{fetch_hdr_bytes} body_count=%{fetch_body_count}"
                        + " body_bytes=%{fetch_body_bytes}",
                "name *",
                "",
                Duration.ofMinutes(2),
                Duration.ofSeconds(30),
                false,
                List.of());
    }

    /** Whether {@link #clientWorkarounds} has this one. */
    public boolean hasWorkaround(String name) {
        return clientWorkarounds.contains(name);
    }
}
