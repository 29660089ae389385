package org.mailloft.storage.quota;

import java.util.List;
import java.util.Map;
import org.mailloft.conf.Setting;

/**
 * @param plugins those that are switched on
 * @param plugin settings of all plugins
 */
public record QuotaSettings(
        @Setting("mail_plugins") List<String> plugins,
        @Setting("plugin") Map<String, String> plugin) {

    /** Whether there is quota at all. */
    public boolean isOn() {
        return plugins.contains("quota");
    }
}
