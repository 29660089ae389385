package org.mailloft.ucr.template;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.mailloft.ucr.template.syntax.Syntax;

/**
 * What a rendered file says without its values: names of settings, sections, how many arguments there are. Two files that
 * only differ in values have the same. Each language is read as its own program reads it.
 */
final class Structure {

    private static final Pattern NFT_TOKEN = Pattern.compile("\"[^\"]*\"|#[^\n]*|[{};,\n]|[^\\s{};,\"#]+");
    private static final Pattern SIEVE_TOKEN = Pattern.compile(
            "\"(?:[^\"\\\\]|\\\\.)*\"|#[^\n]*|/\\*.*?\\*/|[{}();,\\[\\]]|[^\\s\"#{}();,\\[\\]]+", Pattern.DOTALL);

    private static final Pattern SHELL_WORD =
            Pattern.compile("(?:\"(?:[^\"\\\\]|\\\\.)*\"|'[^']*'|\\\\.|[^\\s\"'\\\\])+");

    private Structure() {}

    static List<String> of(Syntax syntax, String text) {
        return switch (syntax) {
            case DOVECOT -> dovecot(text);
            case DOVECOT_EXT, POSTFIX, POSTFIX_LDAP, INI, PROPERTIES, SYSTEMD -> settings(text, syntax);
            case POSTFIX_MASTER -> master(text);
            case POSTFIX_TABLE -> table(text);
            case NFT -> tokens(NFT_TOKEN, text);
            case SIEVE -> tokens(SIEVE_TOKEN, text);
            case SHELL, LOGROTATE, TEXT -> words(text);
        };
    }

    private static List<String> dovecot(String text) {
        var result = new ArrayList<String>();
        for (var line : text.replace("\\\n", " ").split("\n")) {
            var bare = uncommented(line).strip();
            int equals = bare.indexOf('=');
            if (bare.endsWith("{") && (equals < 0 || bare.indexOf('"') >= 0 && bare.indexOf('"') < equals)) {
                result.add(bare.split("\\s")[0] + " {");
            } else if (bare.startsWith("name =")) {
                continue; // only where the name of a section has a quote in it
            } else if (equals >= 0) {
                boolean file = bare.substring(equals + 1).strip().startsWith("<");
                result.add(bare.substring(0, equals).strip() + (file ? " = <" : " ="));
            } else if (!bare.isEmpty()) {
                result.add(bare);
            }
        }
        return result;
    }

    private static String uncommented(String line) {
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quote != 0 && c == '\\') {
                i++;
            } else if (c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            } else if (quote == 0 && c == '#') {
                return line.substring(0, i);
            }
        }
        return line;
    }

    /** {@code name = value}; lines that begin with a blank continue the one before. */
    private static List<String> settings(String text, Syntax syntax) {
        var result = new ArrayList<String>();
        for (var line : logical(text, syntax == Syntax.INI ? "#;" : "#")) {
            int equals = line.indexOf('=');
            result.add(equals < 0 ? line : line.substring(0, equals).strip());
        }
        return result;
    }

    private static List<String> master(String text) {
        return logical(text, "#").stream()
                .map(line -> line.strip().split("\\s+")[0] + " " + fields(line))
                .toList();
    }

    private static int fields(String line) {
        int depth = 0;
        int count = 0;
        for (var word : line.strip().split("\\s+")) {
            count += depth == 0 ? 1 : 0;
            for (char c : word.toCharArray()) {
                depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            }
        }
        return count;
    }

    private static List<String> table(String text) {
        return logical(text, "#").stream().map(_ -> "line").toList();
    }

    private static List<String> logical(String text, String comments) {
        var lines = new ArrayList<String>();
        for (var line : text.split("\n")) {
            var bare = line.strip();
            if (bare.isEmpty() || comments.indexOf(bare.charAt(0)) >= 0) {
                continue;
            }
            if (Character.isWhitespace(line.charAt(0)) && !lines.isEmpty()) {
                lines.add(lines.removeLast() + " " + bare);
            } else {
                lines.add(line);
            }
        }
        return lines;
    }

    /** How many words each line has, and where braces stand alone. Quotes are as in a shell. */
    private static List<String> words(String text) {
        return text.lines()
                .map(line -> line.startsWith("#")
                        ? "comment"
                        : tokens(SHELL_WORD, line).toString())
                .toList();
    }

    private static List<String> tokens(Pattern token, String text) {
        return token.matcher(text)
                .results()
                .map(found -> found.group())
                .filter(found -> !found.startsWith("#") && !found.startsWith("/*"))
                .map(found -> found.length() == 1 && "{}();,[]\n".contains(found) ? found : "word")
                .toList();
    }
}
