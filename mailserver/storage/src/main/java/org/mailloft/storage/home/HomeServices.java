package org.mailloft.storage.home;

import java.time.Duration;
import java.time.InstantSource;
import org.mailloft.storage.StoreFactory;
import org.mailloft.storage.disk.Disk;

/**
 * What homes are kept with.
 *
 * @param doors the same for all configurations of a server
 * @param users who must know when homes move
 * @param stores opens mail at a home for whoever it is, to make what the configuration wants to be there
 * @param patience how long a move waits for those who are inside
 */
public record HomeServices(
        Disk disk, InstantSource clock, HomeDoors doors, HomeUsers users, StoreFactory stores, Duration patience) {}
