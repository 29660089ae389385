package org.mailloft.net.netty;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Cipher lists in OpenSSL's notation ({@code HIGH:!aNULL:ECDHE+AESGCM:@STRENGTH}, see ciphers(1)), applied to the
 * suites a TLS library has. Suites have their IANA names here; lists name them as OpenSSL or IANA does.
 */
final class CipherList {

    private static final Pattern SEPARATOR = Pattern.compile("[:, ]+");

    /** One suite up to TLS 1.2 and every word it answers to. */
    private record Suite(String name, Set<String> words, int bits) {

        static Suite of(String name) {
            var parts = name.replaceFirst("^(TLS|SSL)_", "").split("_WITH_", 2);
            var exchange = parts[0];
            var cipher = parts.length == 2 ? parts[1] : "";
            var words = new TreeSet<>(Set.of("ALL", name, openSslName(exchange, cipher)));
            exchangeWords(exchange, words);
            int bits = cipherWords(cipher, words);
            words.add(bits >= 128 && !words.contains("RC4") ? "HIGH" : bits >= 112 ? "MEDIUM" : "LOW");
            words.add(cipher.matches(".*(GCM|CCM|POLY1305|SHA256|SHA384).*") ? "TLSv1.2" : "TLSv1");
            return new Suite(name, Set.copyOf(words), bits);
        }

        private static void exchangeWords(String exchange, Set<String> words) {
            if (exchange.startsWith("ECDHE")) {
                words.addAll(List.of("ECDHE", "EECDH", "kECDHE", "kEECDH"));
            } else if (exchange.startsWith("DHE")) {
                words.addAll(List.of("DHE", "EDH", "kDHE", "kEDH"));
            } else if (exchange.startsWith("RSA")) {
                words.addAll(List.of("RSA", "kRSA"));
            } else if (exchange.startsWith("DH_anon")) {
                words.addAll(List.of("DH", "ADH"));
            }
            if (exchange.endsWith("ECDSA")) {
                words.addAll(List.of("ECDSA", "aECDSA"));
            } else if (exchange.endsWith("RSA")) {
                words.addAll(List.of("RSA", "aRSA"));
            } else if (exchange.endsWith("DSS")) {
                words.addAll(List.of("DSS", "aDSS"));
            } else if (exchange.endsWith("anon")) {
                words.add("aNULL");
            }
            if (exchange.contains("PSK")) {
                words.addAll(List.of("PSK", "kPSK", "aPSK"));
            }
        }

        private static int cipherWords(String cipher, Set<String> words) {
            words.add(
                    cipher.contains("GCM") || cipher.contains("CCM") || cipher.contains("POLY1305")
                            ? "AEAD"
                            : cipher.substring(cipher.lastIndexOf('_') + 1));
            if (words.contains("SHA")) {
                words.add("SHA1");
            }
            if (cipher.startsWith("AES_256")) {
                words.addAll(List.of("AES", "AES256", cipher.contains("GCM") ? "AESGCM" : "AESCBC"));
                return 256;
            }
            if (cipher.startsWith("AES_128")) {
                words.addAll(List.of("AES", "AES128", cipher.contains("GCM") ? "AESGCM" : "AESCBC"));
                return 128;
            }
            if (cipher.startsWith("CHACHA20")) {
                words.add("CHACHA20");
                return 256;
            }
            if (cipher.startsWith("3DES")) {
                words.add("3DES");
                return 112;
            }
            words.add(cipher.startsWith("NULL") ? "eNULL" : cipher.replaceFirst("_.*", ""));
            return cipher.startsWith("NULL") ? 0 : 56;
        }

        private static String openSslName(String exchange, String cipher) {
            var shortened = cipher.replace("_CBC_", "_")
                    .replaceFirst("^AES_(128|256)", "AES$1")
                    .replaceFirst("^3DES_EDE", "DES_CBC3")
                    .replaceFirst("^CHACHA20_POLY1305_SHA256$", "CHACHA20_POLY1305");
            var prefix = exchange.equals("RSA") ? "" : exchange + "_";
            return (prefix + shortened).replace('_', '-').toUpperCase(Locale.ROOT);
        }

        boolean answersTo(String term) {
            return words.containsAll(List.of(term.split("\\+")));
        }
    }

    private CipherList() {}

    /**
     * The suites up to TLS 1.2 that a list allows, best first.
     *
     * @throws IllegalArgumentException when none is left, as for a misspelt list
     */
    static List<String> select(String list, Collection<String> available) {
        var candidates = available.stream()
                .filter(name -> name.contains("_WITH_"))
                .map(Suite::of)
                .toList();
        var chosen = new LinkedHashSet<Suite>();
        var killed = new LinkedHashSet<Suite>();
        for (var entry : SEPARATOR.split(list.replace("@STRENGTH", ":@STRENGTH"))) {
            apply(entry, candidates, chosen, killed);
        }
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException("Can't set ssl_cipher_list to '" + list + "': no cipher match");
        }
        return chosen.stream().map(Suite::name).toList();
    }

    private static void apply(String entry, List<Suite> candidates, LinkedHashSet<Suite> chosen, Set<Suite> killed) {
        if (entry.isEmpty() || entry.startsWith("@SECLEVEL")) {
            return;
        }
        if (entry.equals("@STRENGTH")) {
            var sorted = new ArrayList<>(chosen);
            sorted.sort(Comparator.comparingInt(Suite::bits).reversed());
            chosen.clear();
            chosen.addAll(sorted);
            return;
        }
        char operator = entry.charAt(0);
        var term = "!-+".indexOf(operator) < 0 ? entry : entry.substring(1);
        var meant = candidates.stream().filter(suite -> suite.answersTo(term)).toList();
        switch (operator) {
            case '!' -> {
                killed.addAll(meant);
                meant.forEach(chosen::remove);
            }
            case '-' -> meant.forEach(chosen::remove);
            case '+' -> meant.stream().filter(chosen::remove).toList().forEach(chosen::add);
            default -> meant.stream().filter(suite -> !killed.contains(suite)).forEach(chosen::add);
        }
    }

    /** The TLS 1.3 suites that a colon-separated list names; all there are for an empty list. */
    static List<String> suites13(String list, Collection<String> available) {
        var offered = available.stream()
                .filter(name -> name.startsWith("TLS_") && !name.contains("_WITH_") && !name.endsWith("SCSV"))
                .toList();
        return list.isEmpty()
                ? offered
                : Pattern.compile(":")
                        .splitAsStream(list)
                        .filter(offered::contains)
                        .toList();
    }
}
