package org.mailloft.ucr.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.mailloft.ucr.Registry;
import org.mailloft.ucr.ShareFolder;
import org.mailloft.ucr.apply.Applier;

/**
 * What a verb works on, and where it reads and prints.
 *
 * @param root of the file system the registry belongs to
 * @param share the product's share folder
 * @param ownFile one file that is used instead of all layers
 * @param german whether people get German descriptions
 * @param environment of the process
 */
record Host(
        Path root,
        Path share,
        Optional<Path> ownFile,
        boolean german,
        Map<String, String> environment,
        InstantSource clock,
        InputStream in,
        PrintStream out,
        PrintStream err) {

    /** The layers of the root, or the one file. */
    Registry registry() {
        return ownFile.map(Registry::ofFile).orElseGet(() -> Registry.open(root));
    }

    /** Carries out changes of the layers of the root. */
    Applier applier() {
        return Applier.of(root, share, environment);
    }

    /**
     * @param givenRoot with {@code --root}; else it is that of {@code MAILLOFT_STATE}, else that of the machine
     * @param environment {@code UNIVENTION_BASECONF} names the one file,
     *     {@code MAILLOFT_SHARE} as in {@link ShareFolder}, {@code LC_ALL}, {@code LC_MESSAGES}, {@code LANG} the language;
     *     {@code MAILLOFT_LANGUAGE} is what these said before the command was started with a locale of its own
     */
    static Host of(
            Optional<String> givenRoot,
            Map<String, String> environment,
            InstantSource clock,
            InputStream in,
            PrintStream out,
            PrintStream err) {
        var root = givenRoot.orElseGet(() -> first(environment, "/", "MAILLOFT_STATE"));
        var ownFile = first(environment, "", "UNIVENTION_BASECONF");
        return new Host(
                whole(Path.of(root)),
                whole(ShareFolder.locate(environment)),
                ownFile.isEmpty() ? Optional.empty() : Optional.of(Path.of(ownFile)),
                first(environment, "", "MAILLOFT_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
                        .startsWith("de"),
                environment,
                clock,
                in,
                out,
                err);
    }

    /** Programs of packages are found by where they are, which steps such as {@code ..} in the path would hide. */
    private static Path whole(Path folder) {
        return folder.toAbsolutePath().normalize();
    }

    private static String first(Map<String, String> environment, String otherwise, String... names) {
        for (var name : names) {
            var value = environment.getOrDefault(name, "");
            if (!value.isEmpty()) {
                return value;
            }
        }
        return otherwise;
    }
}
