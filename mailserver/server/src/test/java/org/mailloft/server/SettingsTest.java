package org.mailloft.server;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailloft.admin.MailDefaults;
import org.mailloft.admin.http.AdminSettings;
import org.mailloft.auth.AuthSettings;
import org.mailloft.conf.settings.SettingsReader;
import org.mailloft.delivery.DeliverySettings;
import org.mailloft.imap.ImapSettings;
import org.mailloft.lmtp.LmtpSettings;
import org.mailloft.net.TlsSettings;
import org.mailloft.storage.StorageSettings;

/** Every record that the server fills asks for settings that exist, in types that fit. */
class SettingsTest {

    @ParameterizedTest
    @ValueSource(
            classes = {
                AdminSettings.class,
                AuthSettings.class,
                DeliverySettings.class,
                ImapSettings.class,
                LmtpSettings.class,
                LogSettings.class,
                MailDefaults.class,
                ServerSettings.class,
                StartOnly.class,
                StorageSettings.class,
                TlsSettings.class
            })
    void fitsTheCatalogue(Class<? extends Record> settings) {
        SettingsReader.check(settings);
    }
}
