package org.mailloft.listener.cli;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.mailloft.directory.DirectorySettings;
import org.mailloft.listener.ListenerSettings;

/**
 * Settings of the listener as a command, a properties file.
 *
 * @param mailServerSocket unix socket of the mail server's administration
 * @param registryRoot folder that the registry's files are below
 */
record ListenerFile(ListenerSettings settings, Path mailServerSocket, Path registryRoot) {

    private static final Set<String> KEYS = Set.of(
            "directory.uris",
            "directory.base",
            "directory.bind_dn",
            "directory.password_file",
            "directory.starttls",
            "directory.ca_file",
            "host_name",
            "state_folder",
            "mail_server_socket",
            "registry_root",
            "guard_percent");

    /**
     * Reads a settings file.
     *
     * @throws IllegalArgumentException naming the file and the key that is unknown, missing or wrong
     * @throws IOException when it, or the password file, cannot be read
     */
    static ListenerFile read(Path file) throws IOException {
        var properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        for (String key : properties.stringPropertyNames()) {
            if (!KEYS.contains(key)) {
                throw new IllegalArgumentException(file + ": unknown setting " + key);
            }
        }
        var values = new Values(file, properties);
        var directory = new DirectorySettings(
                values.uris("directory.uris"),
                values.get("directory.bind_dn"),
                Files.readString(Path.of(values.get("directory.password_file"))).strip(),
                values.yesOrNo("directory.starttls"),
                Optional.ofNullable(properties.getProperty("directory.ca_file")).map(Path::of),
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                1);
        return new ListenerFile(
                new ListenerSettings(
                        directory,
                        values.get("directory.base"),
                        values.get("host_name"),
                        Path.of(values.get("state_folder")),
                        values.percent("guard_percent", ListenerSettings.USUAL_GUARD_PERCENT)),
                Path.of(values.get("mail_server_socket")),
                Path.of(properties.getProperty("registry_root", "/")));
    }

    private record Values(Path file, Properties properties) {

        String get(String key) {
            String value = properties.getProperty(key, "").strip();
            if (value.isEmpty()) {
                throw new IllegalArgumentException(file + ": " + key + " is missing");
            }
            return value;
        }

        boolean yesOrNo(String key) {
            return switch (properties.getProperty(key, "yes").strip()) {
                case "yes" -> true;
                case "no" -> false;
                default -> throw new IllegalArgumentException(file + ": " + key + " is neither yes nor no");
            };
        }

        int percent(String key, int otherwise) {
            String value =
                    properties.getProperty(key, Integer.toString(otherwise)).strip();
            if (!value.matches("[0-9]{1,3}") || Integer.parseInt(value) > 100) {
                throw new IllegalArgumentException(file + ": " + key + " is no percentage from 0 to 100");
            }
            return Integer.parseInt(value);
        }

        List<URI> uris(String key) {
            var uris = new ArrayList<URI>();
            for (String text : get(key).split("[ ,]+")) {
                try {
                    var uri = new URI(text);
                    if (uri.getHost() == null || !List.of("ldap", "ldaps").contains(uri.getScheme())) {
                        throw new URISyntaxException(text, "not of the form ldap://host:port");
                    }
                    uris.add(uri);
                } catch (URISyntaxException malformed) {
                    throw new IllegalArgumentException(file + ": " + key + ": " + malformed.getMessage());
                }
            }
            return uris;
        }
    }
}
