package org.mailloft.delivery;

import java.time.Duration;
import org.mailloft.conf.Setting;
import org.mailloft.smtp.SmtpClient;

/**
 * Who takes messages that go to other hosts.
 *
 * @param host {@code HOST} or {@code HOST:PORT}; empty for nobody
 * @param tls how the connection is protected
 * @param timeout of each step
 * @param hostname of this host
 */
public record RelaySettings(
        @Setting("submission_host") String host,
        @Setting("submission_ssl") SmtpClient.Tls tls,
        @Setting("submission_timeout") Duration timeout,
        @Setting("hostname") String hostname) {}
