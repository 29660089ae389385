package org.mailloft.listener.folder;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.mailloft.directory.Entry;
import org.mailloft.directory.mail.HomeServer;
import org.mailloft.directory.mail.MailAddress;
import org.mailloft.directory.mail.MalformedObject;
import org.mailloft.directory.mail.SharedFolder;
import org.mailloft.listener.control.MailServerControl;
import org.mailloft.listener.control.MailServerControl.Outcome;
import org.mailloft.listener.state.Folder;
import org.mailloft.listener.state.ObjectState;
import org.mailloft.listener.state.Present;
import org.mailloft.listener.state.Wanted;
import org.mailloft.listener.work.HomePolicy;
import org.mailloft.listener.work.ObjectKind;

/** Folders of many: those with an address, and public ones. */
public final class Folders implements ObjectKind {

    private static final List<String> ATTRIBUTES =
            List.of("cn", "mailPrimaryAddress", HomeServer.ATTRIBUTE, "univentionMailUserQuota", "univentionMailACL");

    /** What the registry can hold in its list, and a namespace in its prefix and its folder. */
    private static final String PUBLIC_NAME = "[^@/:%~*?\"{}\\s\\p{Cntrl}.][^@/:%~*?\"{}\\s\\p{Cntrl}]*";

    private final String hostName;
    private final HomePolicy.Source policy;
    private final FolderProvisioner provisioner;

    /**
     * @param hostName full name of this host; folders with another home server are not ours
     * @param adopting whether homes without a label still belong to whoever has their place
     * @param objects all that are known, of any kind
     */
    public Folders(
            String hostName,
            MailServerControl control,
            FolderServices services,
            HomePolicy.Source policy,
            BooleanSupplier adopting,
            Supplier<Collection<ObjectState>> objects) {
        this.hostName = hostName;
        this.policy = policy;
        this.provisioner = new FolderProvisioner(
                control, services.control(), new Declarations(services.configuration(), objects, adopting), adopting);
    }

    @Override
    public String objectClass() {
        return SharedFolder.OBJECT_CLASS;
    }

    @Override
    public List<String> attributes() {
        return ATTRIBUTES;
    }

    @Override
    public Class<? extends Present> type() {
        return Folder.class;
    }

    @Override
    public Wanted read(Entry entry) throws MalformedObject {
        SharedFolder folder = SharedFolder.of(entry);
        Optional<String> elsewhere = HomeServer.otherThan(hostName, folder.homeServer());
        if (elsewhere.isPresent()) {
            return new Wanted.Elsewhere(elsewhere.get());
        }
        if (folder.address().isEmpty() && !folder.name().matches(PUBLIC_NAME)) {
            return new Wanted.Malformed("a folder without an address cannot be called " + folder.name());
        }
        String revision = ObjectKind.revision(entry);
        return new Folder(
                folder.name() + "@" + folder.domain(),
                folder.address().map(MailAddress::toString),
                folder.grants(),
                folder.quotaMegabytes(),
                revision);
    }

    @Override
    public Outcome provision(ObjectState object) {
        try {
            return provisioner.run(object.uuid(), steps(object));
        } catch (IOException failure) {
            return new Outcome.Later("the registry cannot be read: " + failure.getMessage());
        }
    }

    @Override
    public Outcome vacate(ObjectState object) {
        return provisioner.run(object.uuid(), FolderStep.vacate(object));
    }

    @Override
    public List<String> plan(ObjectState object, HomePolicy policy) {
        return FolderStep.of(object, policy.buries()).stream()
                .map(FolderStep::text)
                .toList();
    }

    private List<FolderStep> steps(ObjectState object) throws IOException {
        boolean buries =
                object.wanted() instanceof Wanted.Nothing && policy.read().buries();
        return FolderStep.of(object, buries);
    }
}
