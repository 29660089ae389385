package org.mailloft.storage.acl;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.mailloft.storage.MailStore;
import org.mailloft.storage.MailUser;
import org.mailloft.storage.SideFile;

/** Puts the check of access rights around the stores of users: the outermost layer. Any thread. */
public final class AclLayer implements UnaryOperator<MailStore> {

    private final AclCache cache;
    private final Duration believed;
    private final Optional<CachedFile<GlobalAcls>> global;
    private final Optional<CachedFile<SharedDict>> dict;
    private final boolean anyoneAllowed;
    private final Entrance entrance;
    private final Function<MailUser, Set<String>> groups;

    /**
     * @param cache the same for all layers of a server
     * @param files opens a file of the server
     * @param groups the names of a user's groups, asked at every check of a mailbox that has entries for groups: the answer
     *     may change while a session is open
     */
    public AclLayer(
            AclSettings settings,
            AclCache cache,
            Function<Path, SideFile> files,
            Function<MailUser, Set<String>> groups,
            Entrance entrance) {
        this.cache = cache;
        this.believed = settings.cacheTime();
        this.global = settings.globalFile().map(path -> cache.global(files.apply(path), believed));
        this.dict = settings.sharedDict()
                .map(path -> new CachedFile<>(
                        files.apply(path), SharedDict::parse, new SharedDict(Map.of()), Duration.ZERO));
        this.anyoneAllowed = settings.anyoneAllowed();
        this.groups = groups;
        this.entrance = entrance;
    }

    /** The same store with rights; closing it closes the one given. */
    @Override
    public MailStore apply(MailStore store) {
        var user = store.user();
        var name = user.fields().getOrDefault("acl_user", user.name());
        var files = new AclFiles(store, cache, believed, global, dict);
        var rights =
                new AccessRights(store, files, owner -> new Accessor(name, () -> groups.apply(user), owner), entrance);
        return new AclStore(store, rights, new AccessControl(store, rights, files, anyoneAllowed));
    }

    /** Nobody is told any more that this user shares something. */
    public void withdraw(String owner) {
        dict.ifPresent(file -> file.update(
                octets -> SharedDict.parse(octets).sharing(owner, Set.of()).octets()));
    }

    /** Owners who share something with a user by his name, as far as it is written down. */
    public Set<String> ownersNaming(String user) {
        return dict.flatMap(CachedFile::content)
                .map(shared -> shared.ownersNaming(user))
                .orElse(Set.of());
    }

    /** Group names in the user database's field {@code acl_groups}, divided by commas. */
    public static Set<String> groupsIn(Map<String, String> fields) {
        var names = fields.getOrDefault("acl_groups", "");
        return names.isEmpty() ? Set.of() : Set.copyOf(Arrays.asList(names.split(",")));
    }
}
