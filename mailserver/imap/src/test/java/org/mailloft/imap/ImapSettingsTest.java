package org.mailloft.imap;

import org.junit.jupiter.api.Test;
import org.mailloft.conf.settings.SettingsReader;

class ImapSettingsTest {

    @Test
    void everySettingExists() {
        SettingsReader.check(ImapSettings.class);
    }
}
