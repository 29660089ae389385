package org.mailloft.routing.ldap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.mailloft.routing.ldap.Domain.BASE;
import static org.mailloft.routing.ldap.Domain.bare;
import static org.mailloft.routing.ldap.Domain.cn;
import static org.mailloft.routing.ldap.Domain.group;
import static org.mailloft.routing.ldap.Domain.person;
import static org.mailloft.routing.ldap.Domain.uid;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mailloft.routing.Groups;
import org.mailloft.routing.Limits;

class DirectoryGroupsTest {

    private final MemoryDirectory directory = new MemoryDirectory()
            .with(
                    person("ann").build(),
                    bare("admin").build(),
                    group("team", uid("ann"), uid("ben")).build(),
                    group("Domain Users").with("memberUid", "ann", "admin").build(),
                    group("staff", cn("team"), cn("all")).build(),
                    group("all", cn("staff"), cn("Domain Users")).build(),
                    group("others", uid("ben")).build());
    private final DirectoryGroups groups = new DirectoryGroups(directory, BASE, Limits.DEFAULT);

    @Test
    void groupsOfGroupsAreFoundOnceEach() {
        assertEquals(
                Set.of("team", "Domain Users", "staff", "all"),
                groups.of("ann@example.org").names());
        assertEquals(Set.of("Domain Users", "staff", "all"), groups.of("admin").names());
        assertEquals(Set.of(), groups.of("nobody@example.org").names());
    }

    @Test
    void theShortestWayToEachIsTold() {
        var ways = groups.of("ann@example.org").ways();
        assertEquals(List.of("team"), ways.get("team"));
        assertEquals(List.of("team", "staff"), ways.get("staff"));
        assertEquals(List.of("Domain Users", "all"), ways.get("all"));
    }

    @Test
    void withoutTheDirectoryNothingIsSaid() {
        directory.away = true;
        assertThrows(Groups.Unanswered.class, () -> groups.of("ann@example.org"));
    }
}
