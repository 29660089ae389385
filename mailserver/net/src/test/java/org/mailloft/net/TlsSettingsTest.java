package org.mailloft.net;

import org.junit.jupiter.api.Test;
import org.mailloft.conf.settings.SettingsReader;

class TlsSettingsTest {

    @Test
    void everyComponentIsASettingOfItsType() {
        SettingsReader.check(TlsSettings.class);
    }
}
