package org.mailloft.storage.home;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.mailloft.conf.BadTemplate;
import org.mailloft.conf.Variables;
import org.mailloft.storage.NamespaceSettings;
import org.mailloft.storage.StorageSettings;
import org.mailloft.storage.home.HomeFolders.Role;
import org.mailloft.storage.maildir.MailLocation;
import org.mailloft.storage.maildir.MaildirStores;

/**
 * Which directories belong to which place, by the configuration alone: a place whose owner is in no database any more has
 * them too. Immutable.
 */
final class HomePlaces {

    private static final String PRIVATE = "private";

    private final HomeSettings settings;
    private final StorageSettings storage;
    private final Path privateRoot;
    private final Path root;

    /** @throws BadPlace when {@code mail_home} does not say where homes are */
    HomePlaces(HomeSettings settings, StorageSettings storage) {
        this.settings = settings;
        this.storage = storage;
        int variable = settings.template().indexOf('%');
        if (!settings.template().startsWith("/") || variable < 0) {
            throw new BadPlace("mail_home does not say where homes are");
        }
        var fixed = settings.template().substring(0, variable);
        privateRoot =
                Path.of(fixed.substring(0, Math.max(1, fixed.lastIndexOf('/')))).normalize();
        root = privateRoot.endsWith(PRIVATE) ? privateRoot.getParent() : privateRoot;
    }

    /** Above all private homes. */
    Path privateRoot() {
        return privateRoot;
    }

    /** Above all public homes that no namespace puts elsewhere. */
    Path publicRoot() {
        return root.resolve("public");
    }

    /** Where homes are that are at no place. */
    Path store(HomeState state) {
        return switch (state) {
            case LIMBO -> root.resolve(".limbo");
            case PARKED -> settings.parking().orElse(root.resolve(".parked"));
            case BURIED -> settings.graveyard().orElse(root.resolve(".graveyard"));
            case ACTIVE -> throw new IllegalArgumentException("homes in use are at places");
        };
    }

    /** What is written down about all homes. */
    Path notes() {
        return root.resolve(".homes");
    }

    /** @throws BadPlace when the directories would not be where homes are */
    HomeFolders at(Place place) {
        try {
            return place.kind() == Place.Kind.PRIVATE ? privateFolders(place) : publicFolders(place);
        } catch (InvalidPathException | BadTemplate e) {
            throw new BadPlace(place + ": " + e.getMessage());
        }
    }

    private HomeFolders privateFolders(Place place) {
        var home = Path.of(variables(place, Optional.empty()).expand(settings.template()));
        if (!home.equals(home.normalize()) || !home.startsWith(privateRoot) || home.equals(privateRoot)) {
            throw new BadPlace(place + ": its home would not be below " + privateRoot);
        }
        var template = storage.mailLocation().isEmpty() ? MaildirStores.DEFAULT_LOCATION : storage.mailLocation();
        return folders(place, home, variables(place, Optional.of(home)).expand(template));
    }

    private static Variables variables(Place place, Optional<Path> home) {
        var variables = Variables.builder().withUser(place.address());
        home.ifPresent(path -> variables.with('h', "home", path.toString()));
        return variables.build();
    }

    /** What a user keeps of a mailbox of others is his own and not looked at here. */
    private HomeFolders publicFolders(Place place) {
        var home = namespace(place)
                .map(space -> MailLocation.parse(space.location(), publicRoot()).root())
                .orElse(publicRoot().resolve(place.domain()).resolve(place.local()));
        return new HomeFolders(place, home, home, Map.of());
    }

    private Optional<NamespaceSettings> namespace(Place place) {
        return storage.namespaces().stream()
                .filter(space -> space.type().equals("public")
                        && space.prefix().equals(place.address() + space.separator())
                        && !space.location().isEmpty())
                .findFirst();
    }

    private static HomeFolders folders(Place place, Path home, String mailLocation) {
        var location = MailLocation.parse(mailLocation, home);
        var beside = new EnumMap<Role, Path>(Role.class);
        addOutside(beside, home, Role.MAIL, Optional.of(location.root()));
        addOutside(beside, home, Role.CONTROL, location.control());
        addOutside(beside, home, Role.INDEX, location.index());
        return new HomeFolders(place, home, location.root(), Map.copyOf(beside));
    }

    private static void addOutside(Map<Role, Path> beside, Path home, Role role, Optional<Path> path) {
        path.filter(outside -> !outside.startsWith(home)).ifPresent(outside -> beside.put(role, outside));
    }

    interface Names {
        List<String> in(Path directory) throws IOException;
    }

    /** Directories that can be homes of users: all that lie as deep as {@code mail_home} says. */
    List<Path> privateHomes(Names names) throws IOException {
        int depth = Path.of(settings.template()).getNameCount() - privateRoot.getNameCount();
        var level = List.of(privateRoot);
        for (int n = 0; n < depth; n++) {
            var below = new ArrayList<Path>();
            for (var directory : level) {
                names.in(directory).stream()
                        .filter(name -> !name.startsWith("."))
                        .map(directory::resolve)
                        .forEach(below::add);
            }
            level = below;
        }
        return level;
    }

    /** Whose home this would be; empty when its path does not hold an address. */
    Optional<Place> addressOf(Path home) {
        var pattern = Pattern.quote(settings.template())
                .replaceAll("%L?u", "\\\\E(?<u>[^/]+)\\\\Q")
                .replaceAll("%L?n", "\\\\E(?<n>[^/]+)\\\\Q")
                .replaceAll("%L?d", "\\\\E(?<d>[^/]+)\\\\Q");
        try {
            var matcher = Pattern.compile(pattern).matcher(home.toString());
            if (!matcher.matches()) {
                return Optional.empty();
            }
            var named = matcher.namedGroups().keySet();
            if (!named.contains("u") && !(named.contains("n") && named.contains("d"))) {
                return Optional.empty();
            }
            return Optional.of(Place.ofAddress(
                    named.contains("u") ? matcher.group("u") : matcher.group("n") + "@" + matcher.group("d")));
        } catch (PatternSyntaxException | BadPlace _) {
            return Optional.empty(); // a variable that is there twice, or a directory that is none of ours
        }
    }

    /** Homes of namespaces that have a location of their own. */
    List<Place> configuredPublic() {
        return storage.namespaces().stream()
                .filter(space -> space.type().equals("public") && space.prefix().contains("@"))
                .map(space -> Place.parse(
                        "public:" + space.prefix().substring(0, space.prefix().length() - 1)))
                .toList();
    }
}
