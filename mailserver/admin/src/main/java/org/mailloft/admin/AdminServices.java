package org.mailloft.admin;

import java.time.Clock;
import org.mailloft.auth.Authentication;
import org.mailloft.net.SessionRegistry;
import org.mailloft.routing.AddressRouting;
import org.mailloft.routing.Groups;
import org.mailloft.storage.StoreFactory;
import org.mailloft.storage.home.Homes;

/**
 * What commands work with.
 *
 * @param routing where mail goes; knows nobody where no directory is configured
 * @param groups of users, as rights see them
 * @param insight for explanations
 * @param clock of the administrator: its zone is the one dates are told in
 */
public record AdminServices(
        Authentication users,
        StoreFactory stores,
        MailDefaults defaults,
        SessionRegistry sessions,
        ServerControl server,
        Homes homes,
        AddressRouting routing,
        Groups groups,
        Insight insight,
        Clock clock) {}
