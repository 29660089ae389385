package org.mailloft.listener.group;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.mailloft.directory.Entry;
import org.mailloft.listener.control.FakeControl;
import org.mailloft.listener.control.MailServerControl.Outcome;
import org.mailloft.listener.state.Group;
import org.mailloft.listener.state.ObjectState;

class GroupNewsTest {

    private final FakeControl control = new FakeControl();
    private final GroupNews groups = new GroupNews(control);

    private static Entry team(String csn) {
        return Entry.named("cn=team,dc=x")
                .with("objectClass", "univentionGroup")
                .with("cn", "team")
                .with("entryCSN", csn)
                .build();
    }

    @Test
    void everyChangeOfAGroupIsToldToTheMailServer() {
        assertEquals(new Group("team", "2"), groups.read(team("2")));
        var object = ObjectState.discovered(new UUID(0, 1), "cn=team,dc=x", groups.read(team("2")));
        assertEquals(new Outcome.Done(), groups.provision(object));
        assertEquals(List.of("flush groups"), control.calls());
    }
}
