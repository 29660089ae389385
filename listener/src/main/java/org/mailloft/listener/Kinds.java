package org.mailloft.listener;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.mailloft.listener.control.MailServerControl;
import org.mailloft.listener.group.GroupNews;
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
     */
    static List<ObjectKind> of(
            ListenerSettings settings,
            Path stateFolder,
            MailServerControl control,
            HomePolicy.Source policy,
            BooleanSupplier adopting)
            throws IOException {
        var credentials = new Credentials(HostKey.of(stateFolder), InstantSource.system());
        return List.of(new Users(settings.hostName(), credentials, control, policy, adopting), new GroupNews(control));
    }
}
