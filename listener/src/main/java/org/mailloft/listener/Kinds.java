package org.mailloft.listener;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.mailloft.listener.folder.Folders;
import org.mailloft.listener.group.GroupNews;
import org.mailloft.listener.state.StateStore;
import org.mailloft.listener.user.Credentials;
import org.mailloft.listener.user.Users;
import org.mailloft.listener.work.ObjectKind;

/** What of the directory is followed. */
final class Kinds {

    private Kinds() {}

    /**
     * All kinds, most special first.
     *
     * @param stateFolder where the listener keeps its notes, or a copy of it
     * @param store what is known
     */
    static List<ObjectKind> of(ListenerSettings settings, Path stateFolder, MailHost host, StateStore store)
            throws IOException {
        var control = host.control();
        var credentials = new Credentials(HostKey.of(stateFolder), InstantSource.system());
        BooleanSupplier adopting = () -> !store.isAdopted();
        var kinds = new ArrayList<ObjectKind>();
        host.folders()
                .map(services ->
                        new Folders(settings.hostName(), control, services, host.policy(), adopting, store::objects))
                .ifPresent(kinds::add);
        kinds.add(new Users(settings.hostName(), credentials, control, host.policy(), adopting));
        kinds.add(new GroupNews(control));
        return List.copyOf(kinds);
    }
}
