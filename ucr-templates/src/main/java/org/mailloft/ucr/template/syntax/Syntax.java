package org.mailloft.ucr.template.syntax;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The language of a rendered file. A token never has a line break or another control character, so that no value can begin
 * a line, and is quoted so that it stays one token.
 */
public enum Syntax {
    /** {@code *.conf} of the mail server: a setting's value, or the name of a section. */
    DOVECOT("dovecot") {
        private static final Pattern WORD = Pattern.compile("[\\w./:@%+,=~*!^&?()\\[\\]|-]+");
        private static final Pattern WORDS = Pattern.compile(WORD + "(?: +" + WORD + ")*");

        @Override
        String quoted(String text, String line) {
            if (isValue(line)) {
                return WORDS.matcher(text).matches() ? text : Quotes.doubled(text);
            }
            if (text.indexOf('"') >= 0) {
                throw new Unprintable("The name of a section cannot have a quote in it.");
            }
            // "mailbox =x {" would be a setting
            return WORD.matcher(text).matches() && text.indexOf('=') < 0 ? text : Quotes.doubled(text);
        }

        /** A quoted value is the whole value: quotes in the midst of one are nothing special to Dovecot. */
        @Override
        boolean fits(String line) {
            return isValue(line) ? line.stripTrailing().endsWith("=") : super.fits(line);
        }

        @Override
        boolean mayFollow(String line, int next) {
            return isValue(line) ? next == '\n' : super.mayFollow(line, next);
        }

        private static boolean isValue(String line) {
            return line.indexOf('=') >= 0;
        }
    },
    /** {@code *.conf.ext}: the rest of the line, in quotes where it would otherwise be read differently. */
    DOVECOT_EXT("dovecot-ext") {
        @Override
        String quoted(String text, String line) {
            boolean plain = text.equals(text.strip())
                    && text.indexOf('#') < 0
                    && !text.startsWith("\"")
                    && !text.startsWith("'")
                    && !text.endsWith("\\");
            return plain ? text : Quotes.doubled(text);
        }

        /** Only a whole value can be quoted, right behind the first equals sign. */
        @Override
        boolean fits(String line) {
            return line.stripTrailing().indexOf('=') == line.stripTrailing().length() - 1;
        }

        @Override
        boolean mayFollow(String line, int next) {
            return next == '\n';
        }
    },
    /** {@code main.cf}: a value or part of one. */
    POSTFIX("postfix") {
        private static final Pattern NAME = Pattern.compile("\\w+");

        @Override
        String quoted(String text, String line) {
            if (line.isEmpty() && !NAME.matcher(text).matches()) {
                throw new Unprintable("It cannot be the name of a setting.");
            }
            requireBalanced(text);
            return restOfLine(noComment(text, line)).replace("$", "$$");
        }
    },
    /** {@code master.cf}: one argument. */
    POSTFIX_MASTER("postfix-master") {
        @Override
        String quoted(String text, String line) {
            if (text.isEmpty() || hasBlank(text) || text.indexOf('{') >= 0 || text.indexOf('}') >= 0) {
                throw new Unprintable("It has to be one word without blanks and braces.");
            }
            return noComment(text, line).replace("$", "$$");
        }
    },
    /** {@code ldap.*} maps: the rest of the line. */
    POSTFIX_LDAP("postfix-ldap") {
        @Override
        String quoted(String text, String line) {
            return restOfLine(notFirst(text, line));
        }
    },
    /** Sources of {@code postmap}: the rest of the line. */
    POSTFIX_TABLE("postfix-table") {
        @Override
        String quoted(String text, String line) {
            if (line.isBlank() && (text.isEmpty() || text.startsWith("#"))) {
                throw new Unprintable("A line of the table cannot be empty or begin with '#'.");
            }
            return restOfLine(text);
        }
    },
    /** nftables: a word, or a string in quotes. */
    NFT("nft") {
        private static final Pattern WORD =
                Pattern.compile("[0-9]+(?:-[0-9]+)?|[A-Za-z_][\\w.-]*|[0-9]{1,3}(?:\\.[0-9]{1,3}){3}(?:/[0-9]{1,2})?"
                        + "|(?=[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*:)[0-9A-Fa-f:.]+(?:/[0-9]{1,3})?");

        @Override
        String quoted(String text, String line) {
            if (text.indexOf('"') >= 0) {
                throw new Unprintable("A string cannot have a quote in it.");
            }
            boolean bare = WORD.matcher(text).matches() && !line.endsWith("comment ");
            return bare ? text : '"' + text + '"';
        }
    },
    /** Sieve: a quoted string. */
    SIEVE("sieve") {
        @Override
        String quoted(String text, String line) {
            return Quotes.doubled(text);
        }
    },
    /** fail2ban: the rest of the line. A comment begins with a semicolon behind a blank, or is a whole line. */
    INI("ini") {
        @Override
        String quoted(String text, String line) {
            if (text.startsWith(";") || text.contains(" ;") || text.contains("\t;")) {
                throw new Unprintable("There is a ';' in it that would begin a comment.");
            }
            return restOfLine(notFirst(text, line)).replace("%", "%%");
        }
    },
    /** Units of systemd: one argument. In a command {@code $} is doubled, elsewhere it is nothing special. */
    SYSTEMD("systemd") {
        private static final Pattern WORD = Pattern.compile("[\\w./:@+,=~-]+");
        private static final Pattern COMMAND = Pattern.compile("Exec\\w+=");

        @Override
        String quoted(String text, String line) {
            boolean command = COMMAND.matcher(line).lookingAt();
            if (command && line.endsWith("=") && !text.startsWith("/")) {
                throw new Unprintable("The program has to be an absolute path.");
            }
            if (WORD.matcher(text).matches()) {
                return text;
            }
            var escaped = text.replace("%", "%%");
            return Quotes.doubled(command ? escaped.replace("$", "$$") : escaped);
        }

        /** Quotes can begin within a word, as in {@code Environment=NAME="a value"}. */
        @Override
        boolean fits(String line) {
            return true;
        }
    },
    /** Properties of Java: a value, which is the rest of the line. */
    PROPERTIES("properties") {
        @Override
        String quoted(String text, String line) {
            return restOfLine(text).replace("\\", "\\\\");
        }
    },
    /** Files that a shell reads: one word. */
    SHELL("shell") {
        private static final Pattern WORD = Pattern.compile("[\\w./:@%+,-]+");

        @Override
        String quoted(String text, String line) {
            return WORD.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
        }

        @Override
        boolean fits(String line) {
            return true;
        }

        @Override
        boolean mayFollow(String line, int next) {
            return true;
        }
    },
    /** logrotate: one argument, or the name of a log file. Only the latter can be quoted, and not against braces. */
    LOGROTATE("logrotate") {
        private static final Pattern WORD = Pattern.compile("[\\w./:@%+,=-]+");
        private static final Pattern NAME = Pattern.compile("/[^\"'\\\\{}*?\\[\\]#]+");

        @Override
        String quoted(String text, String line) {
            if (WORD.matcher(text).matches()) {
                return text;
            }
            if (!line.isEmpty() || !NAME.matcher(text).matches()) {
                throw new Unprintable(
                        "It has to be a word, or the name of a log file without quotes, backslashes, braces,"
                                + " wildcards and '#'.");
            }
            return Quotes.doubled(text);
        }
    },
    /** Texts for people. */
    TEXT("text") {
        @Override
        String quoted(String text, String line) {
            return text;
        }
    };

    private static final Pattern FILE = Pattern.compile("/[^#\"'\\\\]*[^#\"'\\\\ ]");

    private final String wireName;

    Syntax(String wireName) {
        this.wireName = wireName;
    }

    /** As templates call it. */
    public String wireName() {
        return wireName;
    }

    public static Optional<Syntax> named(String wireName) {
        for (var syntax : values()) {
            if (syntax.wireName.equals(wireName)) {
                return Optional.of(syntax);
            }
        }
        return Optional.empty();
    }

    /**
     * The text as one token.
     *
     * @param line what its line has so far
     * @throws Unprintable when the language has no token for it there
     */
    public String token(String text, String line) {
        requirePrintable(text);
        requireOutsideOfQuotes(line);
        var token = quoted(text, line);
        if (isQuoted(text, token) && !fits(line)) {
            throw new Unprintable("It has to be quoted, and there is something before it; put both together first.");
        }
        return token;
    }

    /** Whether a character may stand right behind a token. */
    public boolean mayFollow(String text, String token, String line, int next) {
        return !isQuoted(text, token) || mayFollow(line, next);
    }

    /**
     * What makes the content of a file the value of a setting: {@code <} and its name, which goes to the end of the line and
     * cannot be quoted.
     */
    public String contentOf(String file) {
        if (this != DOVECOT) {
            throw new Unprintable("Only files of the mail server can take a value from a file.");
        }
        requirePrintable(file);
        if (!file.startsWith("/") || !FILE.matcher(file).matches()) {
            throw new Unprintable("It has to be an absolute path without '#', quotes and backslashes.");
        }
        return "<" + file;
    }

    abstract String quoted(String text, String line);

    boolean fits(String line) {
        return line.isEmpty() || " \t=,({[".indexOf(line.charAt(line.length() - 1)) >= 0;
    }

    boolean mayFollow(String line, int next) {
        return " \t\n,;)}]".indexOf(next) >= 0;
    }

    private static boolean isQuoted(String text, String token) {
        return !token.equals(text) && (token.startsWith("\"") || token.startsWith("'"));
    }

    private static void requirePrintable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
                throw new Unprintable("There is a line break or another control character in it.");
            }
            if (Character.isSurrogate(c)) {
                if (!Character.isSurrogatePair(c, i + 1 < text.length() ? text.charAt(i + 1) : ' ')) {
                    throw new Unprintable("There is half a character in it.");
                }
                i++;
            }
        }
    }

    private void requireOutsideOfQuotes(String line) {
        boolean quotes =
                switch (this) {
                    case DOVECOT, NFT, SIEVE, SYSTEMD, SHELL, LOGROTATE -> true;
                    case DOVECOT_EXT, POSTFIX, POSTFIX_MASTER, POSTFIX_LDAP, POSTFIX_TABLE, INI, PROPERTIES, TEXT ->
                        false;
                };
        if (quotes && !line.stripLeading().startsWith("#") && Quotes.isOpen(line)) {
            throw new Unprintable("It stands between quotes in the template; it brings its own where they are needed.");
        }
    }

    private static String restOfLine(String text) {
        if (!text.equals(text.strip())) {
            throw new Unprintable("It begins or ends with a blank.");
        }
        return text;
    }

    private static String notFirst(String text, String line) {
        if (line.isEmpty()) {
            throw new Unprintable("It cannot be the beginning of a line.");
        }
        return noComment(text, line);
    }

    private static String noComment(String text, String line) {
        if (line.isBlank() && text.startsWith("#")) {
            throw new Unprintable("It begins with a '#', which would make a comment of it.");
        }
        return text;
    }

    private static void requireBalanced(String text) {
        int depth = 0;
        for (int i = 0; i < text.length() && depth >= 0; i++) {
            depth += text.charAt(i) == '{' ? 1 : text.charAt(i) == '}' ? -1 : 0;
        }
        if (depth != 0) {
            throw new Unprintable("There is a brace without its partner in it.");
        }
    }

    private static boolean hasBlank(String text) {
        return text.chars().anyMatch(Character::isWhitespace);
    }
}
