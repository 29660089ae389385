package org.mailloft.admin.http;

import org.mailloft.conf.Secret;
import org.mailloft.conf.Setting;

/**
 * Who may use the API over TCP: whoever knows one of these. With both empty, nobody.
 *
 * @param apiKey sent as {@code Authorization: X-Dovecot-API base64(key)}
 * @param password sent as basic authentication of the user {@code doveadm}
 */
public record AdminSettings(
        @Setting("doveadm_api_key") Secret apiKey,
        @Setting("doveadm_password") Secret password) {}
