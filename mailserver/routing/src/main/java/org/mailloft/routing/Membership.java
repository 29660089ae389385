package org.mailloft.routing;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The groups somebody is in.
 *
 * @param ways by group name: the names of the groups from one that has him as a member up to this one, which is the last
 */
public record Membership(Map<String, List<String>> ways) {

    public static final Membership EMPTY = new Membership(Map.of());

    public Membership {
        ways = Collections.unmodifiableMap(new LinkedHashMap<>(ways));
    }

    /** Names of all groups, nearest first. */
    public Set<String> names() {
        return ways.keySet();
    }
}
