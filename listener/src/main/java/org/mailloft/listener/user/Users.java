package org.mailloft.listener.user;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.mailloft.directory.Entry;
import org.mailloft.directory.mail.HomeServer;
import org.mailloft.directory.mail.MailAddress;
import org.mailloft.directory.mail.MailUser;
import org.mailloft.directory.mail.MalformedObject;
import org.mailloft.listener.control.MailServerControl;
import org.mailloft.listener.control.MailServerControl.Outcome;
import org.mailloft.listener.state.Mailbox;
import org.mailloft.listener.state.ObjectState;
import org.mailloft.listener.state.Present;
import org.mailloft.listener.state.Wanted;
import org.mailloft.listener.work.HomePolicy;
import org.mailloft.listener.work.ObjectKind;

/** People who have a mailbox. */
public final class Users implements ObjectKind {

    private static final List<String> ATTRIBUTES = List.of(
            "uid", "mailPrimaryAddress", "mailAlternativeAddress", HomeServer.ATTRIBUTE, "univentionMailUserQuota");

    private final String hostName;
    private final Credentials credentials;
    private final HomePolicy.Source policy;
    private final MailboxProvisioner provisioner;

    /**
     * @param hostName full name of this host; mailboxes with another home server are not ours
     * @param adopting whether homes without a label still belong to whoever has their address
     */
    public Users(
            String hostName,
            Credentials credentials,
            MailServerControl control,
            HomePolicy.Source policy,
            BooleanSupplier adopting) {
        this.hostName = hostName;
        this.credentials = credentials;
        this.policy = policy;
        this.provisioner = new MailboxProvisioner(control, policy, adopting);
    }

    @Override
    public String objectClass() {
        return MailUser.OBJECT_CLASS;
    }

    @Override
    public List<String> attributes() {
        return Stream.concat(ATTRIBUTES.stream(), Credentials.ATTRIBUTES.stream())
                .toList();
    }

    @Override
    public Class<? extends Present> type() {
        return Mailbox.class;
    }

    @Override
    public Wanted read(Entry entry) throws MalformedObject {
        MailUser user = MailUser.of(entry);
        Optional<String> elsewhere = HomeServer.otherThan(hostName, user.homeServer());
        if (user.address().isEmpty()) {
            return new Wanted.Nothing();
        }
        if (elsewhere.isPresent()) {
            return new Wanted.Elsewhere(elsewhere.get());
        }
        String revision = ObjectKind.revision(entry);
        return new Mailbox(
                user.address().get().toString(),
                names(user),
                credentials.digest(entry),
                credentials.isDisabled(entry),
                revision);
    }

    @Override
    public Outcome provision(ObjectState object) {
        return provisioner.provision(object);
    }

    @Override
    public Outcome vacate(ObjectState object) {
        return provisioner.vacate(object);
    }

    @Override
    public boolean takesAway(ObjectState object) {
        if (object.homes().isEmpty() || !Step.needsPolicy(object)) {
            return false;
        }
        try {
            return object.target().isEmpty() || !policy.read().moves();
        } catch (IOException _) {
            return true; // nothing is done before it can be read
        }
    }

    @Override
    public List<String> plan(ObjectState object, HomePolicy policy) {
        return Step.of(object, policy).stream().map(Step::text).toList();
    }

    private static List<String> names(MailUser user) {
        return Stream.concat(Stream.of(user.uid()), user.aliases().stream().map(MailAddress::toString))
                .toList();
    }
}
