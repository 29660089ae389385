package org.mailloft.setup.host;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.mailloft.directory.Dn;

/**
 * What a host is called.
 *
 * @param host the first label
 * @param domain the others
 */
public record HostName(String host, String domain) {

    /** For a host that nobody has given a domain: it can be used on the host itself. */
    public static final String NO_DOMAIN = "localdomain";

    private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
    private static final Pattern NAME = Pattern.compile(LABEL + "(?:\\." + LABEL + ")*");

    /**
     * Takes a name apart.
     *
     * @param name fully qualified, or a single label
     * @throws SetupFailure when it cannot be the name of a host
     */
    public static HostName parse(String name) {
        String text = name.strip().toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
        if (text.length() > 253 || !NAME.matcher(text).matches()) {
            throw new SetupFailure("\"" + name.strip() + "\" cannot be the name of a host.");
        }
        int dot = text.indexOf('.');
        return dot < 0 ? new HostName(text, NO_DOMAIN) : new HostName(text.substring(0, dot), text.substring(dot + 1));
    }

    /** As the operating system has it. */
    public static HostName ofSystem() {
        var full = Program.of("hostname", "-f").run();
        String name = full.isSuccess() && full.output().contains(".")
                ? full.output()
                : Program.of("hostname").require();
        return parse(name);
    }

    public boolean hasDomain() {
        return !domain.equals(NO_DOMAIN);
    }

    public String full() {
        return host + "." + domain;
    }

    /** Name of a directory for the domain, RFC 2247. */
    public String base() {
        return Arrays.stream(domain.split("\\."))
                .map(label -> Dn.rdn("dc", label))
                .collect(Collectors.joining(","));
    }
}
