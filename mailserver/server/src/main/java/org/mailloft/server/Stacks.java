package org.mailloft.server;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mailloft.conf.Filter;
import org.mailloft.conf.Setting;
import org.mailloft.conf.settings.Configuration;
import org.mailloft.delivery.QuotaWarner;
import org.mailloft.storage.StoreFactory;
import org.mailloft.storage.quota.Enforcement;
import org.mailloft.storage.quota.QuotaLayer;
import org.mailloft.storage.quota.QuotaSettings;
import org.mailloft.storage.quota.QuotaWarnings;
import org.mailloft.storage.stack.StoreStack;

/** Users' mail as each protocol sees it: the Maildirs with those layers around them that its {@code mail_plugins} name. */
final class Stacks {

    private final Configuration configuration;
    private final Shared shared;
    private final StoreFactory maildirs;
    private final QuotaWarnings warnings;

    private record HostSettings(@Setting("hostname") String hostname) {}

    /** @param maildirs under the settings of this configuration */
    Stacks(Configuration configuration, Shared shared, StoreFactory maildirs) {
        this.configuration = configuration;
        this.shared = shared;
        this.maildirs = maildirs;
        this.warnings = warner();
    }

    /** @param enforcement of quota, where the protocol has it */
    StoreFactory of(Filter protocol, Enforcement enforcement) {
        var quota = configuration.read(QuotaSettings.class, protocol);
        return quota.isOn() ? new StoreStack(maildirs, List.of(layer(quota, enforcement, warnings))) : maildirs;
    }

    private QuotaLayer layer(QuotaSettings quota, Enforcement enforcement, QuotaWarnings told) {
        return new QuotaLayer(quota.plugin(), shared.quotaAccounts(), enforcement, told);
    }

    private QuotaWarner warner() {
        var quota = configuration.read(QuotaSettings.class);
        return new QuotaWarner(
                new StoreStack(maildirs, List.of(layer(quota, Enforcement.COUNT_ONLY, QuotaWarnings.NONE))),
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
