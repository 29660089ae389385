package org.mailloft.ucr.check;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.mailloft.ucr.type.ValueType;

/** Certificates without a key, and the other way round. */
final class TlsRules {

    private static final String SNI = "mail/dovecot/ssl/sni/";
    private static final String REQUIRE_CERTIFICATE = "mail/dovecot/auth/ssl_require_client_cert";
    private static final String CLIENT_CA = "mail/dovecot/ssl/cafile";
    private static final Pattern HALF = Pattern.compile("(.*)/(certificate|key)");

    private TlsRules() {}

    static Stream<Rule.Finding> findings(Facts facts) {
        var names = new TreeSet<String>();
        for (var key : facts.family(SNI).keySet()) {
            var half = HALF.matcher(key);
            if (half.matches()) {
                names.add(half.group(1));
            }
        }
        return Stream.concat(names.stream().flatMap(name -> pair(facts, name)), clientCertificate(facts));
    }

    private static Stream<Rule.Finding> pair(Facts facts, String name) {
        var certificate = SNI + name + "/certificate";
        var key = SNI + name + "/key";
        boolean hasCertificate = facts.text(certificate).isPresent();
        boolean hasKey = facts.text(key).isPresent();
        if (!hasCertificate && !hasKey) {
            return Stream.empty();
        }
        var there = hasCertificate ? certificate : key;
        var value = facts.text(there).orElseThrow();
        if (hasCertificate != hasKey) {
            var reason = "is of no use without " + (hasCertificate ? key : certificate) + "; set both in the same call";
            return Stream.of(new Rule.Finding(new Violation(there, value, reason), Set.of(certificate, key)));
        }
        var labels = name.startsWith("*.") ? name.substring(2) : name;
        return wrongName(labels).stream()
                .map(why -> new Rule.Finding(
                        new Violation(certificate, value, "is for \"" + name + "\", which " + why),
                        Set.of(certificate, key)));
    }

    private static Optional<String> wrongName(String name) {
        return new ValueType.HostName("hostname").refusal(name);
    }

    private static Stream<Rule.Finding> clientCertificate(Facts facts) {
        boolean impossible = facts.isTrue(REQUIRE_CERTIFICATE, false)
                && facts.text(CLIENT_CA).isEmpty();
        return impossible
                ? Stream.of(new Rule.Finding(
                        new Violation(
                                REQUIRE_CERTIFICATE,
                                facts.text(REQUIRE_CERTIFICATE, ""),
                                "would let nobody log in, for " + CLIENT_CA
                                        + " names no authority that signs certificates"),
                        Set.of(REQUIRE_CERTIFICATE, CLIENT_CA)))
                : Stream.empty();
    }
}
