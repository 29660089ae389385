package org.mailloft.listener.folder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.mailloft.listener.control.MailServerControl;
import org.mailloft.ucr.Assignment;
import org.mailloft.ucr.Registry;
import org.mailloft.ucr.apply.Applier;
import org.mailloft.ucr.apply.Outcome;

/**
 * Shared folders in the registry, which renders the mail server's configuration and has it reloaded, and in the file
 * {@code etc/mailloft/global-acls}.
 */
public final class RegistryFolders implements FolderConfiguration {

    private static final String VARIABLE = "mail/dovecot/internal/sharedfolders";

    private final Registry registry;
    private final Applier applier;
    private final GlobalAclFile global;

    /**
     * @param root folder that the registry's files are below, {@code /} on a host of its own
     * @param share the product's share folder, with the templates
     */
    public RegistryFolders(Path root, Path share) {
        this.registry = Registry.open(root);
        this.applier = Applier.of(root, share);
        this.global = new GlobalAclFile(root.resolve("etc/mailloft/global-acls"));
    }

    @Override
    public SortedMap<String, Integer> publicFolders() throws IOException {
        return parse(registry.values().get(VARIABLE).orElse(""));
    }

    /** What is no {@code name@domain:quota} is not ours and goes with the next change. */
    static SortedMap<String, Integer> parse(String value) {
        var folders = new TreeMap<String, Integer>();
        for (String word : value.strip().split("\\s+")) {
            int colon = word.lastIndexOf(':');
            if (colon > 0 && word.substring(colon + 1).matches("[0-9]{0,9}")) {
                String quota = word.substring(colon + 1);
                folders.put(word.substring(0, colon), quota.isEmpty() ? 0 : Integer.valueOf(quota));
            }
        }
        return folders;
    }

    static String text(SortedMap<String, Integer> folders) {
        return folders.entrySet().stream()
                .map(folder -> folder.getKey() + ":" + folder.getValue())
                .collect(Collectors.joining(" "));
    }

    @Override
    public MailServerControl.Outcome setPublicFolders(SortedMap<String, Integer> folders) {
        try {
            return switch (applier.seed(List.of(new Assignment.Set(VARIABLE, text(folders))))) {
                case Outcome.Applied _, Outcome.Preview _ -> new MailServerControl.Outcome.Done();
                case Outcome.Refused(var _, var reasons) ->
                    reasons.stream().anyMatch(reason -> reason.variable().equals(Optional.of(VARIABLE)))
                            ? new MailServerControl.Outcome.Refused(text(reasons))
                            : new MailServerControl.Outcome.Later(text(reasons));
                case Outcome.Unfinished(var _, var reasons) -> new MailServerControl.Outcome.Later(text(reasons));
            };
        } catch (IOException failure) {
            return new MailServerControl.Outcome.Later("the registry cannot be changed: " + failure.getMessage());
        }
    }

    private static String text(List<Outcome.Reason> reasons) {
        return reasons.stream().map(Outcome.Reason::text).collect(Collectors.joining("; "));
    }

    @Override
    public void setGlobalRights(SortedMap<String, List<String>> lines) throws IOException {
        global.become(lines);
    }
}
