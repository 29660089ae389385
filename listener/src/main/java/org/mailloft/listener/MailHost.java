package org.mailloft.listener;

import java.nio.file.Path;
import java.util.Optional;
import org.mailloft.listener.control.DoveadmControl;
import org.mailloft.listener.control.MailServerControl;
import org.mailloft.listener.folder.FolderServices;
import org.mailloft.listener.folder.RegistryFolders;
import org.mailloft.listener.work.HomePolicy;

/**
 * The host whose mail follows the directory.
 *
 * @param control of its mail server
 * @param policy of its homes
 * @param folders empty to leave shared folders alone
 */
public record MailHost(MailServerControl control, HomePolicy.Source policy, Optional<FolderServices> folders) {

    /**
     * As a host of the appliance is.
     *
     * @param mailServerSocket where the mail server takes administration commands
     * @param registryRoot folder that the registry's files are below, {@code /} on a host of its own
     * @param share the product's share folder, with the templates
     */
    public static MailHost over(Path mailServerSocket, Path registryRoot, Path share) {
        var control = DoveadmControl.over(mailServerSocket);
        var folders = new FolderServices(control, new RegistryFolders(registryRoot, share));
        return new MailHost(control, new RegistryPolicy(registryRoot), Optional.of(folders));
    }

    /** With people and groups only. */
    public static MailHost withoutFolders(MailServerControl control, HomePolicy.Source policy) {
        return new MailHost(control, policy, Optional.empty());
    }
}
