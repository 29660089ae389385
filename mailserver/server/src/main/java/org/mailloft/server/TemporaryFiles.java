package org.mailloft.server;

import org.mailloft.conf.Setting;

/** @param folder for messages too large to be held in memory */
record TemporaryFiles(@Setting("mail_temp_dir") String folder) {}
