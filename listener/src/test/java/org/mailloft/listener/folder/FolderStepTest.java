package org.mailloft.listener.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.mailloft.directory.mail.SharedFolder.Grant;
import org.mailloft.directory.mail.SharedFolder.Right;
import org.mailloft.listener.state.Folder;
import org.mailloft.listener.state.ObjectState;
import org.mailloft.listener.state.Present;
import org.mailloft.listener.state.Wanted;

class FolderStepTest {

    private static final Folder PUBLIC = folder("team@e.org", Optional.empty());
    private static final Folder ADDRESSED = folder("team@e.org", Optional.of("info@e.org"));
    private static final Wanted NOTHING = new Wanted.Nothing();

    @Test
    void publicFolderIsMadeThenConfiguredThenGetsItsRights() {
        assertEquals("""
                make public:team@e.org
                configure it
                rights on public:team@e.org: group=staff lrws
                """, steps(Optional.empty(), PUBLIC));
    }

    @Test
    void addressIsForgottenFirstBecauseTheServerMayRememberThatThereIsNone() {
        assertEquals("""
                forget logins of info@e.org
                forget logins of info@e.org
                make private:info@e.org
                configure it
                rights on private:info@e.org: group=staff lrws
                """, steps(Optional.empty(), ADDRESSED));
    }

    @Test
    void folderThatStaysIsOnlyConfiguredAndGetsItsRights() {
        assertEquals("""
                configure it
                rights on public:team@e.org: group=staff lrws
                """, steps(Optional.of(PUBLIC), PUBLIC));
        assertEquals("""
                forget logins of info@e.org
                configure it
                rights on private:info@e.org: group=staff lrws
                """, steps(Optional.of(ADDRESSED), ADDRESSED));
    }

    @Test
    void conversionTakesRightsAwayMovesAndGivesThemAgain() {
        assertEquals("""
                rights on public:team@e.org: none
                forget logins of info@e.org
                move public:team@e.org to private:info@e.org
                forget logins of info@e.org
                make private:info@e.org
                configure it
                rights on private:info@e.org: group=staff lrws
                end subscriptions to team@e.org
                """, steps(Optional.of(PUBLIC), ADDRESSED));
        assertEquals("""
                rights on private:info@e.org: none
                forget logins of info@e.org
                move private:info@e.org to public:team@e.org
                end sessions of info@e.org
                forget logins of info@e.org
                make public:team@e.org
                configure it
                rights on public:team@e.org: group=staff lrws
                end subscriptions to shared/info@e.org
                """, steps(Optional.of(ADDRESSED), PUBLIC));
    }

    @Test
    void removedFolderIsBuriedOnlyWhenThatIsWanted() {
        var withdrawn = """
                rights on public:team@e.org: none
                take it out of the configuration
                end subscriptions to team@e.org
                """;
        assertEquals(withdrawn, steps(Optional.of(PUBLIC), NOTHING));
        assertEquals(
                withdrawn + "bury public:team@e.org (not in the directory any more)\n",
                text(FolderStep.of(object(Optional.of(PUBLIC), NOTHING), true)));
    }

    @Test
    void folderOfAnotherHostIsNeverBuried() {
        assertEquals(
                """
                rights on private:info@e.org: none
                forget logins of info@e.org
                end sessions of info@e.org
                forget logins of info@e.org
                take it out of the configuration
                end subscriptions to shared/info@e.org
                """, text(FolderStep.of(object(Optional.of(ADDRESSED), new Wanted.Elsewhere("other.e.org")), true)));
    }

    @Test
    void folderThatComesBackFindsItsMail() {
        var state = object(Optional.of(PUBLIC), NOTHING).did(Optional.empty()).wants("cn=team", PUBLIC);
        assertEquals("""
                move public:team@e.org to public:team@e.org
                make public:team@e.org
                configure it
                rights on public:team@e.org: group=staff lrws
                """, text(FolderStep.of(state, false)));
    }

    private static String steps(Optional<Present> done, Wanted wanted) {
        return text(FolderStep.of(object(done, wanted), false));
    }

    private static ObjectState object(Optional<Present> done, Wanted wanted) {
        return ObjectState.discovered(UUID.randomUUID(), "cn=team", wanted).did(done);
    }

    private static String text(List<FolderStep> steps) {
        return steps.stream().map(step -> step.text() + "\n").collect(Collectors.joining());
    }

    private static Folder folder(String name, Optional<String> address) {
        return new Folder(name, address, List.of(new Grant("staff", Right.READ)), 0, "1");
    }
}
