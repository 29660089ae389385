package org.mailloft.storage.maildir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.mailloft.conf.Variables;
import org.mailloft.storage.HomeGate;
import org.mailloft.storage.MailStore;
import org.mailloft.storage.MailUser;
import org.mailloft.storage.Namespace;
import org.mailloft.storage.NamespaceSettings;
import org.mailloft.storage.OwnFlags;
import org.mailloft.storage.SideFile;
import org.mailloft.storage.StorageSettings;
import org.mailloft.storage.StoreFactory;
import org.mailloft.storage.disk.Disk;

/**
 * The mail of all users in Maildir++, as Dovecot 2.3 keeps it. All sessions of one instance share the mailboxes they have
 * open; so there is one instance for each server. Any thread.
 */
public final class MaildirStores implements StoreFactory, AutoCloseable {

    /** Where mail is when nothing else is said. */
    public static final String DEFAULT_LOCATION = "maildir:~/Maildir";

    /** In the directory of a mailbox below {@code INDEXPVT=}. */
    private static final String MARKS_FILE = "mailloft.marks";

    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    private final Site site;
    private final OpenMailboxes open = new OpenMailboxes();

    /**
     * @param settings for the stores opened here; see {@link #under}
     * @param disk where mail lies
     * @param clock the machine's: compared with times of modification
     * @param hostName short name of this machine, for file names and locks; other machines must have others
     */
    public MaildirStores(StorageSettings settings, Disk disk, Clock clock, String hostName) {
        this(settings, disk, clock, hostName, HomeGate.OPEN);
    }

    /** As the other one, where homes are moved. */
    public MaildirStores(StorageSettings settings, Disk disk, Clock clock, String hostName, HomeGate gate) {
        var host = Host.local(hostName, clock);
        this.site = new Site(
                disk,
                host,
                new UniqueNames(clock, host.pid(), hostName),
                new AtomicReference<>(settings),
                bootId(disk),
                gate);
    }

    /** Where the machine does not tell, every start of the server counts as one of the machine. */
    private static String bootId(Disk disk) {
        try {
            return new String(disk.readAll(BOOT_ID), StandardCharsets.US_ASCII).strip();
        } catch (IOException _) {
            return UUID.randomUUID().toString();
        }
    }

    /**
     * Opens stores with the namespaces of these settings, which share the open mailboxes with those opened here. How
     * mailboxes are kept does not depend on who opened them: see {@link #become}.
     */
    public StoreFactory under(StorageSettings settings) {
        return user -> open(settings, user);
    }

    /** All mailboxes, also those that are open, are locked, synced and written by these settings from now on. */
    public void become(StorageSettings settings) {
        site.live().set(settings);
    }

    @Override
    public MailStore open(MailUser user) {
        return open(site.settings(), user);
    }

    private MailStore open(StorageSettings settings, MailUser user) {
        var variables = Variables.builder()
                .withUser(user.name())
                .with('h', "home", user.home().toString())
                .build();
        var spaces = new ArrayList<UserNamespace>();
        for (var namespace : namespaces(settings)) {
            spaces.add(space(settings, user, namespace, variables));
        }
        return new MaildirStore(user, site, open, List.copyOf(spaces));
    }

    /**
     * Lets go of all mailboxes below a directory, whose gate is closed. Sessions that have one open find it gone.
     *
     * @throws MailFailure with {@code IN_USE} when one stays locked; others may be gone then
     */
    public void vacate(Path directory) {
        open.vacate(directory);
    }

    /** A file of the server, not of a mailbox, that other programs read and write too. */
    public SideFile file(Path file) {
        return new LockedFile(site, file);
    }

    /**
     * The flags that a reader has for himself in the mail of another user.
     *
     * @param location as the namespace has it: {@code %} is about the reader, {@code %%} about the owner
     * @param storedName what the mailbox is called on disk
     * @return empty when the location says that all flags are everybody's
     */
    public Optional<OwnFlags> ownFlags(MailUser reader, String location, String owner, String storedName) {
        var ofReader = Variables.builder()
                .withUser(reader.name())
                .with('h', "home", reader.home().toString())
                .build();
        var ofOwner = Variables.builder().withUser(owner).with('h', "home", "/").build();
        var place = ofOwner.expand(ofReader.expand(location, value -> value.replace("%", "%%")));
        return MailLocation.parse(place, reader.home())
                .ownPlace()
                .map(own -> ownFlags(site, reader, own, storedName, false));
    }

    static OwnFlags ownFlags(
            Site site, MailUser reader, MailLocation.OwnPlace place, String storedName, boolean inherited) {
        var folder = place.root().resolve("." + storedName);
        return new OwnFlags(
                place.seen(),
                place.keywords(),
                inherited,
                new JournalFile(site, reader, folder.resolve(MARKS_FILE)),
                uidValidity -> DovecotPrivateIndex.read(site.disk(), folder, uidValidity));
    }

    /**
     * Those of the configuration that are the user's own or nobody's, or the one everybody has without any. What is shared by
     * other users is theirs: a layer around this shows it.
     */
    private static List<NamespaceSettings> namespaces(StorageSettings settings) {
        var configured = settings.namespaces().stream()
                .filter(space -> !space.disabled() && !space.type().equals("shared"))
                .sorted(Comparator.comparingInt(NamespaceSettings::order))
                .toList();
        if (configured.stream().anyMatch(space -> space.type().equals("private"))) {
            return configured;
        }
        return Stream.concat(Stream.of(NamespaceSettings.inbox("", List.of())), configured.stream())
                .toList();
    }

    private UserNamespace space(StorageSettings all, MailUser user, NamespaceSettings settings, Variables variables) {
        var namespace = new Namespace(
                settings.type().equals("public") ? Namespace.Kind.PUBLIC : Namespace.Kind.PRIVATE,
                variables.expand(settings.prefix()),
                settings.separator().isEmpty() ? '.' : settings.separator().charAt(0),
                settings.hidden(),
                !settings.list().equals("no"),
                settings.inbox());
        var location = settings.location().isEmpty() ? mailLocation(all, user) : settings.location();
        return UserNamespace.of(site, namespace, MailLocation.parse(variables.expand(location), user.home()), settings);
    }

    private static String mailLocation(StorageSettings settings, MailUser user) {
        var own = user.fields().getOrDefault("mail", "");
        var configured = own.isEmpty() ? settings.mailLocation() : own;
        return configured.isEmpty() ? DEFAULT_LOCATION : configured;
    }

    /** Writes what only memory has. Sessions must have ended. */
    @Override
    public void close() {
        open.close();
    }
}
