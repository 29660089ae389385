package org.mailloft.server;

import org.mailloft.conf.Setting;

/**
 * Where the log goes, and how much is told.
 *
 * @param errors where warnings and errors go: a file, {@code syslog} or {@code /dev/stderr}
 * @param info where information goes, empty for the same place
 * @param debug where debug lines go, empty for the place of information
 * @param facility of syslog, such as {@code mail}
 * @param instance by what name syslog knows us
 * @param mailDebug whether debug lines are written about mail
 * @param authDebug whether debug lines are written about logins
 * @param authDebugPasswords whether these show passwords
 * @param verboseTls whether debug lines are written about TLS
 */
record LogSettings(
        @Setting("log_path") String errors,
        @Setting("info_log_path") String info,
        @Setting("debug_log_path") String debug,
        @Setting("syslog_facility") String facility,
        @Setting("instance_name") String instance,
        @Setting("mail_debug") boolean mailDebug,
        @Setting("auth_debug") boolean authDebug,
        @Setting("auth_debug_passwords") boolean authDebugPasswords,
        @Setting("verbose_ssl") boolean verboseTls) {

    /** Everything to one place. */
    static LogSettings to(String path) {
        return new LogSettings(path, "", "", "mail", "mailloft", false, false, false, false);
    }

    String infoOrErrors() {
        return info.isEmpty() ? errors : info;
    }

    String debugOrInfo() {
        return debug.isEmpty() ? infoOrErrors() : debug;
    }
}
