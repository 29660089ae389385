package org.mailloft.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.mailloft.admin.AdminServices;
import org.mailloft.admin.Insight;
import org.mailloft.admin.MailDefaults;
import org.mailloft.admin.ServerControl;
import org.mailloft.admin.http.AdminSettings;
import org.mailloft.admin.http.HttpApi;
import org.mailloft.auth.AuthSettings;
import org.mailloft.auth.Authenticator;
import org.mailloft.auth.db.Databases;
import org.mailloft.conf.Filter;
import org.mailloft.conf.Setting;
import org.mailloft.conf.Variables;
import org.mailloft.conf.ldap.LdapConf;
import org.mailloft.conf.settings.Configuration;
import org.mailloft.delivery.Delivery;
import org.mailloft.delivery.DeliverySettings;
import org.mailloft.delivery.RelaySettings;
import org.mailloft.delivery.SubmissionRelay;
import org.mailloft.directory.Directory;
import org.mailloft.imap.ImapService;
import org.mailloft.imap.ImapSettings;
import org.mailloft.lmtp.Distribution;
import org.mailloft.lmtp.LmtpService;
import org.mailloft.lmtp.LmtpSettings;
import org.mailloft.net.SessionHandler;
import org.mailloft.net.SessionLog;
import org.mailloft.policy.QuotaStatusService;
import org.mailloft.policy.QuotaStatusSettings;
import org.mailloft.routing.AddressRouting;
import org.mailloft.routing.Groups;
import org.mailloft.routing.Limits;
import org.mailloft.routing.RoutingSettings;
import org.mailloft.routing.ldap.DirectoryGroups;
import org.mailloft.routing.ldap.DirectoryRouting;
import org.mailloft.smtp.SmtpAddress;
import org.mailloft.smtp.SmtpLimits;
import org.mailloft.smtp.Subaddress;
import org.mailloft.storage.StorageSettings;
import org.mailloft.storage.acl.Entrance;
import org.mailloft.storage.home.Homes;
import org.mailloft.storage.quota.Enforcement;
import org.mailloft.storage.quota.QuotaSettings;
import org.mailloft.storage.trace.TraceSettings;
import org.slf4j.LoggerFactory;

/**
 * The objects of the mail server and who knows whom, for one configuration. Everything is made here and nowhere else; a
 * reload makes another one, which changes nothing for others until it is told to {@link #takeOver}.
 */
final class Wiring {

    private static final Filter IMAP = Filter.protocol("imap");
    private static final Filter LMTP = Filter.protocol("lmtp");
    private static final Filter DOVEADM = Filter.protocol("doveadm");
    private static final Filter QUOTA_STATUS = Filter.protocol("quota-status");

    private record StateSettings(@Setting("state_dir") String folder) {}

    private final Shared shared;
    private final Set<LdapConf> directories = new HashSet<>();
    private final Authenticator authentication;
    private final AddressRouting routing;
    private final Groups groups;
    private final StorageSettings storage;
    private final TraceSettings traced;
    private final ImapService imap;
    private final LmtpService lmtp;
    private final HttpApi admin;
    private final QuotaStatusService quotaStatus;
    private final MtaGate mtas;
    private final Homes homes;

    /** @throws IllegalArgumentException when settings do not go together */
    Wiring(Configuration configuration, Shared shared, ServerControl control) {
        var clock = shared.clock();
        this.shared = shared;
        authentication = authentication(configuration.read(AuthSettings.class));
        storage = configuration.read(StorageSettings.class);
        traced = configuration.read(TraceSettings.class);
        traced.check();
        var routes = configuration.read(RoutingSettings.class);
        var directory = routes.directoryFile().map(LdapConf::load);
        routing = directory.map(conf -> routing(conf, routes.hostname())).orElse(AddressRouting.NONE);
        groups = directory.map(this::groups).orElse(Groups.NONE);
        var stacks = new Stacks(configuration, shared, storage);
        homes = stacks.homes();

        mtas = new MtaGate(configuration.read(MtaGate.Settings.class));
        imap = new ImapService(
                configuration.read(ImapSettings.class, IMAP),
                shared.authentication(),
                stacks.of(IMAP, Enforcement.STRICT, Entrance.CLIENT),
                shared.sessions(),
                org.mailloft.imap.command.AllCommands.table(
                        configuration.read(QuotaSettings.class, IMAP).plugins()),
                clock);
        lmtp = new LmtpService(
                configuration.read(LmtpSettings.class, LMTP),
                shared.authentication(),
                new Delivery(
                        configuration.read(DeliverySettings.class, LMTP),
                        stacks.of(LMTP, Enforcement.GRACE, Entrance.DELIVERY),
                        clock,
                        shared.trace()),
                distribution(configuration, routes),
                Path.of(configuration.read(ServerSettings.class).temporaryFolder()),
                SmtpLimits.DEFAULT,
                clock);
        admin = new HttpApi(
                org.mailloft.admin.command.AllCommands.with(new AdminServices(
                        shared.authentication(),
                        stacks.of(DOVEADM, Enforcement.STRICT, Entrance.ADMINISTRATION),
                        configuration.read(MailDefaults.class),
                        shared.sessions(),
                        control,
                        homes,
                        shared.routing(),
                        shared.groups(),
                        insight(configuration, routes, stacks),
                        clock)),
                configuration.read(AdminSettings.class),
                clock);
        quotaStatus = new QuotaStatusService(
                configuration.read(QuotaStatusSettings.class, QUOTA_STATUS),
                shared.authentication(),
                shared.routing(),
                stacks.of(QUOTA_STATUS, Enforcement.GRACE, Entrance.DELIVERY),
                clock);
    }

    private Insight insight(Configuration configuration, RoutingSettings routes, Stacks stacks) {
        var settings = configuration.read(LmtpSettings.class, LMTP);
        return new Insight(
                stacks.of(IMAP, Enforcement.COUNT_ONLY, Entrance.CLIENT),
                stacks.of(LMTP, Enforcement.GRACE, Entrance.DELIVERY),
                address -> SmtpAddress.parse(address)
                        .map(parsed -> Subaddress.of(parsed, settings.recipientDelimiter()))
                        .map(parts -> new Insight.Addressee(
                                parts.user(), parts.detail(), settings.mailboxFor(parts.detail()))),
                Files::isDirectory,
                routes.directoryFile().isPresent(),
                routes.delivers(),
                shared.trace());
    }

    private Optional<Distribution> distribution(Configuration configuration, RoutingSettings routes) {
        if (!routes.delivers()) {
            return Optional.empty();
        }
        return Optional.of(new Distribution(
                shared.routing(),
                SubmissionRelay.of(configuration.read(RelaySettings.class, LMTP)),
                shared.copies(Path.of(configuration.read(StateSettings.class).folder()))));
    }

    private AddressRouting routing(LdapConf conf, String hostname) {
        return new DirectoryRouting(open(conf), base(conf), hostname, Limits.DEFAULT, shared.clock());
    }

    private Groups groups(LdapConf conf) {
        return new DirectoryGroups(open(conf), base(conf), Limits.DEFAULT);
    }

    private static String base(LdapConf conf) {
        return Variables.NONE.expandLeniently(conf.search().base());
    }

    private Directory open(LdapConf conf) {
        directories.add(conf);
        return shared.directories().open(conf);
    }

    private Authenticator authentication(AuthSettings settings) {
        var log = new SessionLog(LoggerFactory.getLogger(Authenticator.class), "auth");
        return new Databases(this::open).authenticator(settings, Authenticator.Surroundings.real(log));
    }

    /** This is the configuration from now on. */
    void takeOver() {
        shared.authentication().become(authentication);
        shared.routing().become(routing);
        shared.groups().become(groups);
        shared.stores().become(storage);
        shared.trace().become(traced);
        shared.become(admin);
        keepDirectories();
    }

    /** Closes the connections to directories that were opened for another configuration. */
    void keepDirectories() {
        shared.directories().keep(directories);
    }

    Homes homes() {
        return homes;
    }

    SessionHandler imap() {
        return imap;
    }

    SessionHandler lmtp() {
        return lmtp;
    }

    /** Whom {@link #lmtp} and {@link #quotaStatus} are for. */
    MtaGate mtas() {
        return mtas;
    }

    SessionHandler admin() {
        return admin;
    }

    SessionHandler quotaStatus() {
        return quotaStatus;
    }
}
