package org.mailloft.listener.user;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.mailloft.directory.Entry;
import org.mailloft.directory.mail.MailAddress;
import org.mailloft.directory.mail.MailUser;
import org.mailloft.directory.mail.MalformedObject;
import org.mailloft.listener.control.MailServerControl;
import org.mailloft.listener.control.MailServerControl.Outcome;
import org.mailloft.listener.state.Mailbox;
import org.mailloft.listener.state.ObjectState;
import org.mailloft.listener.state.Present;
import org.mailloft.listener.state.Wanted;
import org.mailloft.listener.work.ObjectKind;

/** People who have a mailbox. */
public final class Users implements ObjectKind {

    private static final List<String> ATTRIBUTES = List.of(
            "uid",
            "mailPrimaryAddress",
            "mailAlternativeAddress",
            "univentionMailHomeServer",
            "univentionMailUserQuota");

    private final String hostName;
    private final MailboxProvisioner provisioner;

    /** @param hostName full name of this host; mailboxes with another home server are not ours */
    public Users(String hostName, MailServerControl control) {
        this.hostName = hostName.toLowerCase(Locale.ROOT);
        this.provisioner = new MailboxProvisioner(control);
    }

    @Override
    public String objectClass() {
        return MailUser.OBJECT_CLASS;
    }

    @Override
    public List<String> attributes() {
        return ATTRIBUTES;
    }

    @Override
    public Class<? extends Present> type() {
        return Mailbox.class;
    }

    @Override
    public Wanted read(Entry entry) throws MalformedObject {
        MailUser user = MailUser.of(entry);
        Optional<String> elsewhere = user.homeServer().filter(host -> !host.equals(hostName));
        if (user.address().isEmpty()) {
            return new Wanted.Nothing();
        }
        if (elsewhere.isPresent()) {
            return new Wanted.Elsewhere(elsewhere.get());
        }
        String revision = entry.first("entryCSN").orElseGet(() -> Integer.toHexString(entry.hashCode()));
        return new Mailbox(user.address().get().toString(), names(user), "", false, revision);
    }

    @Override
    public Outcome provision(ObjectState object) {
        return provisioner.provision(
                object.done().map(Mailbox.class::cast), object.target().map(Mailbox.class::cast));
    }

    private static List<String> names(MailUser user) {
        return Stream.concat(Stream.of(user.uid()), user.aliases().stream().map(MailAddress::toString))
                .toList();
    }
}
