package org.mailloft.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.mailloft.auth.AuthRequest;
import org.mailloft.auth.LookupResult;
import org.mailloft.conf.Filter;
import org.mailloft.conf.Setting;
import org.mailloft.conf.settings.Configuration;
import org.mailloft.delivery.QuotaWarner;
import org.mailloft.storage.MailFailure;
import org.mailloft.storage.MailStore;
import org.mailloft.storage.MailUser;
import org.mailloft.storage.StorageSettings;
import org.mailloft.storage.StoreFactory;
import org.mailloft.storage.acl.AclLayer;
import org.mailloft.storage.acl.AclSettings;
import org.mailloft.storage.acl.Entrance;
import org.mailloft.storage.home.HomeServices;
import org.mailloft.storage.home.HomeSettings;
import org.mailloft.storage.home.HomeStores;
import org.mailloft.storage.home.Homes;
import org.mailloft.storage.personal.PersonalLayer;
import org.mailloft.storage.quota.Enforcement;
import org.mailloft.storage.quota.QuotaLayer;
import org.mailloft.storage.quota.QuotaSettings;
import org.mailloft.storage.quota.QuotaWarnings;
import org.mailloft.storage.shared.SharedLayer;
import org.mailloft.storage.stack.StoreStack;
import org.mailloft.storage.trace.TracedStores;

/** Users' mail as each protocol sees it: the Maildirs with those layers around them that its {@code mail_plugins} name. */
final class Stacks {

    /** How long a move waits for whoever is in the home. */
    private static final Duration HOME_PATIENCE = Duration.ofSeconds(10);

    private final Configuration configuration;
    private final Shared shared;
    private final StorageSettings storage;
    private final HomeSettings homeSettings;
    private final HomeServices homeServices;
    private final StoreFactory maildirs;
    private final QuotaWarnings warnings;

    private record HostSettings(@Setting("hostname") String hostname) {}

    Stacks(Configuration configuration, Shared shared, StorageSettings storage) {
        this.configuration = configuration;
        this.shared = shared;
        this.storage = storage;
        this.homeSettings = configuration.read(HomeSettings.class).checked();
        StoreFactory own = user -> of(Filter.protocol("doveadm"), Enforcement.COUNT_ONLY, Entrance.ADMINISTRATION)
                .open(user);
        this.homeServices = new HomeServices(
                shared.disk(),
                shared.clock(),
                shared.homeDoors(),
                new Residents(shared, this::shares, own, this::find),
                own,
                HOME_PATIENCE);
        this.maildirs = new HomeStores(shared.stores().under(storage), homeSettings, storage, homeServices);
        this.warnings = warner();
    }

    /**
     * Rights are outermost, then it is noted what clients do, then come flags that are a reader's own, then mail of
     * others; quota is that of whose mail it is.
     *
     * @param enforcement of quota, where the protocol has it
     * @param entrance which rights the protocol needs, where they are checked
     */
    StoreFactory of(Filter protocol, Enforcement enforcement, Entrance entrance) {
        var quota = configuration.read(QuotaSettings.class, protocol);
        var acl = configuration.read(AclSettings.class, protocol);
        var layers = new ArrayList<UnaryOperator<MailStore>>();
        if (quota.isOn()) {
            layers.add(layer(quota, enforcement, warnings));
        }
        if (acl.isOn()) {
            var counted = new StoreStack(maildirs, layers);
            layers.add(new SharedLayer(storage.namespaces(), counted, this::find, shared.stores()::ownFlags));
        }
        layers.add(new PersonalLayer(storage, shared.markBooks()));
        var reached = new StoreStack(maildirs, layers);
        var noted = entrance == Entrance.CLIENT ? new TracedStores(reached, shared.trace()) : reached;
        return acl.isOn() ? new StoreStack(noted, List.of(rights(acl, entrance))) : noted;
    }

    private AclLayer rights(AclSettings acl, Entrance entrance) {
        return new AclLayer(acl, shared.aclCache(), path -> shared.stores().file(path), shared.groups(), entrance);
    }

    /** Homes as this configuration has them. */
    Homes homes() {
        return new Homes(homeSettings, storage, homeServices);
    }

    /** What is written down about who shares what; empty where rights are not checked. */
    private Optional<AclLayer> shares() {
        return Optional.of(configuration.read(AclSettings.class))
                .filter(AclSettings::isOn)
                .map(acl -> rights(acl, Entrance.ADMINISTRATION));
    }

    private Optional<MailUser> find(String name) {
        return switch (shared.authentication().lookup(name, AuthRequest.internal("acl"))) {
            case LookupResult.Found(var user) -> Optional.of(new MailUser(user.name(), user.home(), user.fields()));
            case LookupResult.Unknown _ -> Optional.empty();
            case LookupResult.Unavailable _ ->
                throw new MailFailure(MailFailure.Reason.UNAVAILABLE, "Temporary internal error");
        };
    }

    private QuotaLayer layer(QuotaSettings quota, Enforcement enforcement, QuotaWarnings told) {
        return new QuotaLayer(quota.plugin(), shared.quotaAccounts(), enforcement, told);
    }

    private QuotaWarner warner() {
        var quota = configuration.read(QuotaSettings.class);
        var counted = new StoreStack(maildirs, List.of(layer(quota, Enforcement.COUNT_ONLY, QuotaWarnings.NONE)));
        return new QuotaWarner(
                new TracedStores(counted, shared.trace()),
                quota.plugin(),
                programs(),
                configuration.read(HostSettings.class).hostname(),
                shared.clock(),
                Thread::startVirtualThread);
    }

    /** Of services whose executable is {@code script [options] program [arguments]}. */
    private Map<String, List<String>> programs() {
        var programs = new LinkedHashMap<String, List<String>>();
        for (var service : configuration.activeServices()) {
            var words = Arrays.asList(service.executable().strip().split("\\s+"));
            if (words.getFirst().equals("script")) {
                var program = words.stream()
                        .skip(1)
                        .dropWhile(word -> word.startsWith("-"))
                        .toList();
                if (!program.isEmpty()) {
                    programs.put(service.name(), program);
                }
            }
        }
        return programs;
    }
}
