package org.mailloft.listener;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.mailloft.listener.control.MailServerControl;
import org.mailloft.listener.folder.FolderServices;
import org.mailloft.listener.folder.Folders;
import org.mailloft.listener.group.GroupNews;
import org.mailloft.listener.state.ObjectState;
import org.mailloft.listener.user.Credentials;
import org.mailloft.listener.user.Users;
import org.mailloft.listener.work.HomePolicy;
import org.mailloft.listener.work.ObjectKind;

/** What of the directory is followed. */
final class Kinds {

    private Kinds() {}

    /**
     * All kinds, most special first.
     *
     * @param stateFolder where the listener keeps its notes, or a copy of it
     * @param adopting whether homes without a label still belong to whoever has their address
     * @param folders empty to leave shared folders alone
     * @param objects all that are known
     */
    static List<ObjectKind> of(
            ListenerSettings settings,
            Path stateFolder,
            MailServerControl control,
            HomePolicy.Source policy,
            BooleanSupplier adopting,
            Optional<FolderServices> folders,
            Supplier<Collection<ObjectState>> objects)
            throws IOException {
        var credentials = new Credentials(HostKey.of(stateFolder), InstantSource.system());
        var kinds = new ArrayList<ObjectKind>();
        folders.ifPresent(
                services -> kinds.add(new Folders(settings.hostName(), control, services, policy, adopting, objects)));
        kinds.add(new Users(settings.hostName(), credentials, control, policy, adopting));
        kinds.add(new GroupNews(control));
        return List.copyOf(kinds);
    }
}
