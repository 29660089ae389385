package org.mailloft.listener.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.mailloft.directory.mail.SharedFolder.Grant;
import org.mailloft.directory.mail.SharedFolder.Right;
import org.mailloft.listener.control.MailServerControl.Outcome;
import org.mailloft.listener.state.Folder;
import org.mailloft.listener.state.ObjectState;
import org.mailloft.listener.state.Wanted;

class DeclarationsTest {

    private final Map<UUID, ObjectState> objects = new LinkedHashMap<>();
    private final Configuration configuration = new Configuration();
    private boolean adopting;
    private final Declarations declarations = new Declarations(configuration, this::known, () -> adopting);

    @Test
    void manyFoldersAreOneChange() {
        var ids = new ArrayList<UUID>();
        for (int i = 0; i < 50; i++) {
            ids.add(wanted(publicFolder("f" + i, i)));
        }
        ids.forEach(this::provision);
        assertEquals(1, configuration.changes);
        assertEquals(50, configuration.folders.size());
        assertEquals(49, configuration.folders.get("f49"));
    }

    @Test
    void quotaAndRemovalAreNoticedAndOthersStay() {
        var a = wanted(publicFolder("a", 1));
        var b = wanted(publicFolder("b", 1));
        provision(a);
        provision(b);
        want(a, publicFolder("a", 2));
        provision(a);
        assertEquals(Map.of("a", 2, "b", 1), configuration.folders);
        want(b, new Wanted.Nothing());
        provision(b);
        assertEquals(Map.of("a", 2), configuration.folders);
    }

    @Test
    void folderThatIsRefusedKeepsNoOtherAway() {
        configuration.poison = "bad";
        var bad = wanted(publicFolder("bad", 0));
        var good = wanted(publicFolder("good", 0));
        var better = wanted(publicFolder("better", 0));
        assertInstanceOf(Outcome.Refused.class, declare(bad));
        provision(good);
        provision(better);
        assertEquals(Map.of("good", 0, "better", 0), configuration.folders);
    }

    @Test
    void folderBehindARefusedOneComesInAlone() {
        configuration.poison = "bad";
        var good = wanted(publicFolder("good", 0));
        wanted(publicFolder("bad", 0));
        provision(good);
        assertEquals(Map.of("good", 0), configuration.folders);
    }

    @Test
    void secondFolderOfANameWaits() {
        var first = wanted(publicFolder("a", 1));
        provision(first);
        wanted(publicFolder("a", 9));
        var other = wanted(publicFolder("b", 1));
        provision(other);
        assertEquals(Map.of("a", 1, "b", 1), configuration.folders);
    }

    @Test
    void withoutAWholePictureNothingIsRemoved() {
        adopting = true;
        configuration.folders.put("unheard-of", 5);
        var a = wanted(publicFolder("a", 1));
        provision(a);
        assertEquals(Map.of("a", 1, "unheard-of", 5), configuration.folders);
        want(a, new Wanted.Nothing());
        provision(a);
        assertEquals(Map.of("unheard-of", 5), configuration.folders);
        adopting = false;
        provision(wanted(publicFolder("b", 1)));
        assertEquals(Map.of("b", 1), configuration.folders);
    }

    @Test
    void whatMakesNoSenseAnyMoreStaysAsItWas() {
        var a = wanted(publicFolder("a", 1));
        provision(a);
        want(a, new Wanted.Malformed("nonsense"));
        provision(wanted(publicFolder("b", 1)));
        assertEquals(Map.of("a", 1, "b", 1), configuration.folders);
    }

    @Test
    void globalRightsAreOnlyOfAddressesThatAFolderHas() {
        var waiting = addressed("anna@e.org");
        wanted(waiting);
        var info = wanted(addressed("info@e.org"));
        provision(info);
        assertEquals(Map.of("shared/info@e.org", List.of("shared/info@e.org \"anyone\" lrws")), configuration.global);
        want(info, new Wanted.Nothing());
        provision(info);
        assertEquals(Map.of(), configuration.global);
        assertEquals(0, configuration.changes);
    }

    private Collection<ObjectState> known() {
        return objects.values();
    }

    private UUID wanted(Wanted wanted) {
        var id = UUID.randomUUID();
        objects.put(id, ObjectState.discovered(id, "cn=x", wanted));
        return id;
    }

    private void want(UUID id, Wanted wanted) {
        objects.computeIfPresent(id, (_, state) -> state.wants("cn=x", wanted));
    }

    private Outcome declare(UUID id) {
        return declarations.declare(id, objects.get(id).target().map(Folder.class::cast));
    }

    private void provision(UUID id) {
        assertEquals(new Outcome.Done(), declare(id));
        objects.computeIfPresent(id, (_, state) -> state.did(state.target()));
    }

    private static Folder publicFolder(String name, int quota) {
        return new Folder(name, Optional.empty(), List.of(), quota, "1");
    }

    private static Folder addressed(String address) {
        return new Folder("f@e.org", Optional.of(address), List.of(new Grant("anyone", Right.READ)), 0, "1");
    }

    private static final class Configuration implements FolderConfiguration {
        private final SortedMap<String, Integer> folders = new TreeMap<>();
        private final Map<String, List<String>> global = new TreeMap<>();
        private String poison = "";
        private int changes;

        @Override
        public SortedMap<String, Integer> publicFolders() {
            return new TreeMap<>(folders);
        }

        @Override
        public Outcome setPublicFolders(SortedMap<String, Integer> wanted) {
            if (wanted.containsKey(poison)) {
                return new Outcome.Refused("poison");
            }
            changes++;
            folders.clear();
            folders.putAll(wanted);
            return new Outcome.Done();
        }

        @Override
        public void setGlobalRights(SortedMap<String, List<String>> lines) {
            global.clear();
            global.putAll(lines);
        }
    }
}
