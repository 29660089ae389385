package org.mailloft.admin;

import java.time.Clock;
import org.mailloft.auth.Authentication;
import org.mailloft.net.SessionRegistry;
import org.mailloft.storage.StoreFactory;
import org.mailloft.storage.home.Homes;

/**
 * What commands work with.
 *
 * @param clock of the administrator: its zone is the one dates are told in
 */
public record AdminServices(
        Authentication users,
        StoreFactory stores,
        MailDefaults defaults,
        SessionRegistry sessions,
        ServerControl server,
        Homes homes,
        Clock clock) {}
