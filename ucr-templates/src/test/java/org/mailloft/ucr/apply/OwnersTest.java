package org.mailloft.ucr.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mailloft.ucr.template.Rendered;
import org.mailloft.ucr.template.Target;

class OwnersTest {

    private static final Optional<String> NOBODY = Optional.of("no-such-name");

    @Test
    void aNameThatDoesNotExistIsAnErrorOnTheHostItself() {
        var owners = new Owners(true, true);
        var user = unknown(owners, rendered(NOBODY, Optional.empty()));
        assertEquals("User", user.field());
        assertEquals("There is no such name: " + NOBODY.get(), user.getMessage());
        assertEquals(
                "Group", unknown(owners, rendered(Optional.of("root"), NOBODY)).field());
    }

    @Test
    void inAnotherRootItIsLeftOut() throws IOException {
        var wanted = new Owners(true, false).wanted(rendered(NOBODY, NOBODY), Optional.empty());
        assertEquals(new Owners.Wanted(Optional.empty(), Optional.empty()), wanted);
    }

    @Test
    void onlyRootGivesFilesAway() throws IOException {
        var wanted = new Owners(false, true).wanted(rendered(NOBODY, NOBODY), Optional.empty());
        assertEquals(new Owners.Wanted(Optional.empty(), Optional.empty()), wanted);
    }

    private static Owners.Unknown unknown(Owners owners, Rendered rendered) {
        return assertThrows(Owners.Unknown.class, () -> owners.wanted(rendered, Optional.empty()));
    }

    private static Rendered rendered(Optional<String> user, Optional<String> group) {
        var target = new Target(
                Path.of("etc/a"),
                List.of(),
                false,
                Set.of(),
                List.of(),
                user,
                group,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "app");
        return new Rendered(target, "", user, group, 0644);
    }
}
