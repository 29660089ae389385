package org.mailloft.ucr.template.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs that read rendered files print every value back as it was. The random ones come from a seed that is told. */
class RealProgramsIT {

    private static final int VALUES = 3000;
    private static final String[] PIECES = {
        "a",
        "b",
        "Z",
        "0",
        "7",
        " ",
        "  ",
        "\"",
        "'",
        "\\",
        "$",
        "${a}",
        "$(b)",
        "%",
        "%s",
        "%%",
        "{",
        "}",
        "{ }",
        "#",
        " # ",
        "<",
        ">",
        ";",
        " ;",
        "=",
        ":",
        "/",
        "*",
        "?",
        "[",
        "]",
        "~",
        "|",
        "&",
        "`",
        "!",
        "@",
        ",",
        "(",
        ")",
        "-",
        "+",
        ".",
        "\u00e4",
        "\u20ac",
        "\ud83d\udce7",
        "^",
        "_",
        "!include ",
        "\\n",
        "\\\"",
        "accept",
        "on"
    };

    @TempDir
    Path folder;

    private final long seed = System.nanoTime();

    /** Values that the syntax has a token for at this place, with their tokens. */
    private Map<String, String> tokens(Syntax syntax, String line) {
        var random = new Random(seed);
        var tokens = new LinkedHashMap<String, String>();
        for (int i = 0; tokens.size() < VALUES && i < 20 * VALUES; i++) {
            var text = new StringBuilder();
            for (int length = random.nextInt(7); length > 0; length--) {
                text.append(PIECES[random.nextInt(PIECES.length)]);
            }
            try {
                tokens.put(text.toString(), syntax.token(text.toString(), line));
            } catch (Unprintable e) {
                continue; // refused, which is safe
            }
        }
        assertTrue(tokens.size() > VALUES / 30, "values: " + tokens.size());
        return tokens;
    }

    private void assertSame(Map<String, String> tokens, List<String> read) {
        var values = List.copyOf(tokens.keySet());
        assertEquals(values.size(), read.size(), "seed " + seed);
        for (int i = 0; i < values.size(); i++) {
            assertEquals(values.get(i), read.get(i), "token " + tokens.get(values.get(i)) + ", seed " + seed);
        }
    }

    @Test
    void dovecotReadsValuesOfSettings() throws Exception {
        var tokens = tokens(Syntax.DOVECOT, "  key = ");
        var text = new StringBuilder("ssl = no\nplugin {\n");
        tokens.values().forEach(token -> text.append("  key = ").append(token).append('\n'));
        var numbered = numbered(text.append("}\n").toString(), "  key = ", "  key%05d = ");
        var out = run("doveconf", "-S", "-c", write("d.conf", numbered).toString());
        assertSame(tokens, values(out, "(?m)^plugin/key\\d{5}=(.*)$"));
    }

    @Test
    void dovecotReadsNamesOfSections() throws Exception {
        var tokens = tokens(Syntax.DOVECOT, "  mailbox ");
        tokens.remove(""); // a section without a name
        tokens.keySet().removeIf(name -> name.contains("/")); // printed with an escape
        var text = new StringBuilder("ssl = no\nnamespace inbox {\n  inbox = yes\n");
        int number = 0;
        for (var token : tokens.values()) {
            text.append("  mailbox ")
                    .append(token)
                    .append(" {\n    comment = c")
                    .append(number++)
                    .append("\n  }\n");
        }
        var out = run(
                "doveconf",
                "-n",
                "-c",
                write("d.conf", text.append("}\n").toString()).toString());
        var names = new ArrayList<String>();
        var sections = Pattern.compile("(?m)^  mailbox (.*) \\{\n    comment = c(\\d+)$")
                .matcher(out);
        var read = new LinkedHashMap<Integer, String>();
        while (sections.find()) {
            read.put(Integer.parseInt(sections.group(2)), sections.group(1));
        }
        for (int i = 0; i < tokens.size(); i++) {
            names.add(unquoted(read.getOrDefault(i, "missing")));
        }
        assertSame(tokens, names);
    }

    /** Names with blanks are shown in quotes and with escapes, others as they are. */
    private static String unquoted(String name) {
        boolean quoted = name.length() > 1 && name.startsWith("\"") && name.endsWith("\"") && name.contains(" ");
        return quoted ? name.substring(1, name.length() - 1).replaceAll("\\\\(.)", "$1") : name;
    }

    @Test
    void postfixReadsValuesOfSettings() throws Exception {
        var tokens = tokens(Syntax.POSTFIX, "key = ");
        var names = new ArrayList<String>();
        var text = new StringBuilder("compatibility_level = 3.6\n");
        int number = 0;
        for (var token : tokens.values()) {
            var name = "key%05d".formatted(number++);
            names.add(name);
            text.append(name).append(" = ").append(token).append('\n');
        }
        text.append("smtpd_restriction_classes = ")
                .append(String.join(", ", names))
                .append('\n');
        write("main.cf", text.toString());
        write("master.cf", "");
        var out = run("postconf", "-c", folder.toString(), "-x");
        // postconf shows one blank where there are several
        tokens.replaceAll((value, _) -> value.replaceAll(" +", " "));
        assertEquals(List.copyOf(tokens.values()), values(out, "(?m)^key\\d{5} =(?: (.*))?$"), "seed " + seed);
    }

    @Test
    void postfixReadsArgumentsOfServices() throws Exception {
        var tokens = tokens(Syntax.POSTFIX_MASTER, "  -o key=");
        var text = new StringBuilder();
        int number = 0;
        for (var token : tokens.values()) {
            text.append("s%05d unix - - n - - smtp\n  -o myhostname=%s\n".formatted(number++, token));
        }
        write("main.cf", "compatibility_level = 3.6\n");
        write("master.cf", text.toString());
        var out = run("postconf", "-c", folder.toString(), "-P", "-x");
        assertSame(tokens, values(out, "(?m)^s\\d{5}/unix/myhostname = (.*)$"));
    }

    @Test
    void postmapReadsLines() throws Exception {
        var tokens = tokens(Syntax.POSTFIX_TABLE, "key ");
        tokens.remove(""); // postmap warns of a key without a value
        var text = new StringBuilder();
        int number = 0;
        for (var token : tokens.values()) {
            text.append("key%05d %s\n".formatted(number++, token));
        }
        write("main.cf", "compatibility_level = 3.6\n");
        var table = write("table", text.toString());
        var out = run("postmap", "-c", folder.toString(), "-s", "texthash:" + table);
        var lines = values(out, "(?m)^(key\\d{5}\t.*)$").stream().sorted().toList();
        assertSame(tokens, lines.stream().map(line -> line.substring(9)).toList());
    }

    @Test
    void nftReadsComments() throws Exception {
        Assumptions.assumeTrue(succeeds("unshare", "-n", "nft", "list", "ruleset"), "no nft in a network of its own");
        var tokens = tokens(Syntax.NFT, "accept comment ");
        tokens.keySet().removeIf(value -> value.getBytes(StandardCharsets.UTF_8).length > 120);
        var text = new StringBuilder("table inet t {\n  chain c {\n");
        tokens.values().forEach(token -> text.append("    tcp dport 1 accept comment ")
                .append(token)
                .append('\n'));
        var file = write("t.nft", text.append("  }\n}\n").toString());
        var out = run("unshare", "-n", "sh", "-c", "nft -f " + file + " && nft list ruleset");
        assertSame(tokens, values(out, "(?m)^\t\ttcp dport 1 accept comment \"(.*)\"$"));
    }

    @Test
    void shellReadsWords() throws Exception {
        var tokens = tokens(Syntax.SHELL, "A=");
        var text = new StringBuilder();
        tokens.values().forEach(token -> text.append("A=").append(token).append("\nprintf '%s\\n' \"$A\"\n"));
        var out = run("sh", write("t.sh", text.toString()).toString());
        assertSame(tokens, List.of(out.split("\n", -1)).subList(0, tokens.size()));
    }

    @Test
    void logrotateReadsNamesOfFiles() throws Exception {
        var tokens = tokens(Syntax.LOGROTATE, "");
        var names = List.copyOf(tokens.keySet());
        tokens.clear();
        for (int i = 0; i < names.size(); i++) {
            var name = folder.resolve(i + names.get(i).replace("/", "")).toString();
            tokens.put(name, Syntax.LOGROTATE.token(name, ""));
            Files.writeString(Path.of(name), "");
        }
        var text = new StringBuilder();
        tokens.values().forEach(token -> text.append(token).append(" {\n  missingok\n}\n"));
        var file = write("rotate", text.toString());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        var out = run("logrotate", "-d", "-s", folder.resolve("state").toString(), file.toString());
        assertSame(tokens, values(out, "(?m)^considering log (.*)$"));
    }

    @Test
    void fail2banReadsOptions() throws Exception {
        Assumptions.assumeTrue(
                succeeds("/usr/bin/python3", "-c", "import fail2ban.client.configparserinc"), "no fail2ban");
        var tokens = tokens(Syntax.INI, "key = ");
        var text = new StringBuilder("[s]\n");
        tokens.values().forEach(token -> text.append("  key = ").append(token).append('\n'));
        var file = write("t.conf", numbered(text.toString(), "  key = ", "key%05d = "));
        var out = run(
                "/usr/bin/python3",
                "-c",
                "import sys\nfrom fail2ban.client.configparserinc import SafeConfigParserWithIncludes as P\n"
                        + "p = P()\np.read([sys.argv[1]])\n"
                        + "for o in sorted(p.options('s')): sys.stdout.buffer.write((p.get('s', o) + '\\n').encode())\n",
                file.toString());
        assertSame(tokens, List.of(out.split("\n", -1)).subList(0, tokens.size()));
    }

    @Test
    void sieveReadsStrings() throws Exception {
        var tokens = tokens(Syntax.SIEVE, "");
        var text = new StringBuilder("require \"environment\";\n");
        tokens.values()
                .forEach(token ->
                        text.append("if header :is \"x\" ").append(token).append(" { keep; }\n"));
        var script = write("t.sieve", text.toString());
        run("sievec", script.toString());
        var out = run("sieve-dump", folder.resolve("t.svbin").toString());
        assertSame(tokens, values(out, "(?m)^\\w+: +key list: STR\\[\\d+] \"(.*)\"$"));
    }

    private static String numbered(String text, String from, String format) {
        var result = new StringBuilder();
        int number = 0;
        for (var line : text.split("\n")) {
            result.append(line.startsWith(from) ? format.formatted(number++) + line.substring(from.length()) : line)
                    .append('\n');
        }
        return result.toString();
    }

    private static List<String> values(String out, String pattern) {
        return Pattern.compile(pattern)
                .matcher(out)
                .results()
                .map(found -> found.group(1) == null ? "" : found.group(1))
                .toList();
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private boolean succeeds(String... command) throws Exception {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getInputStream().readAllBytes();
            return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** What the program prints, errors included. */
    private String run(String... command) throws Exception {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            return Assumptions.<String>abort("there is no program " + command[0]);
        }
        var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), command[0] + " does not end");
        assertEquals(
                0,
                process.exitValue(),
                command[0] + ", seed " + seed + ": " + out.lines().limit(20).toList());
        return out;
    }
}
