package org.mailloft.server;

import org.mailloft.conf.Setting;

/**
 * What the server as a whole needs to know.
 *
 * @param ssl {@code no} switches TLS off everywhere
 * @param defaultClientLimit for services that have none of their own
 * @param internalUser whom sockets belong to that Dovecot's processes have among themselves
 * @param baseFolder for sockets of our own
 * @param temporaryFolder for messages too large to be held in memory
 */
record ServerSettings(
        @Setting("ssl") String ssl,
        @Setting("default_client_limit") long defaultClientLimit,
        @Setting("default_internal_user") String internalUser,
        @Setting("base_dir") String baseFolder,
        @Setting("mail_temp_dir") String temporaryFolder) {

    boolean isTlsOff() {
        return ssl.equals("no");
    }
}
