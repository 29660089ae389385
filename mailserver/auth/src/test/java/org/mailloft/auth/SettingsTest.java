package org.mailloft.auth;

import org.junit.jupiter.api.Test;
import org.mailloft.conf.settings.SettingsReader;

class SettingsTest {

    @Test
    void everyComponentIsASettingOfItsType() {
        SettingsReader.check(AuthSettings.class);
    }
}
