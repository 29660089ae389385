package org.mailloft.smtp;

/** Reads the path of MAIL and RCPT. RFC 5321 section 4.1.2; a source route is read and forgotten (appendix C). */
final class PathReader {

    private final String text;
    private final String keyword;
    private final CommandParser.Workarounds workarounds;
    private int at;

    /**
     * @param text what follows the colon
     * @param keyword for messages
     */
    PathReader(String text, String keyword, CommandParser.Workarounds workarounds) {
        this.text = text;
        this.keyword = keyword;
        this.workarounds = workarounds;
    }

    /** {@code Path = "<" [ A-d-l ":" ] Mailbox ">"} */
    SmtpAddress path(boolean nullAllowed) {
        skipWhiteSpace();
        if (at == text.length()) {
            throw invalid("Path is empty string");
        }
        if (peek() != '<') {
            return withoutBrackets();
        }
        at++;
        if (peek() == '>') {
            at++;
            if (!nullAllowed) {
                throw invalid("Null path not allowed");
            }
            return ended(SmtpAddress.NULL);
        }
        if (peek() == '@') {
            route();
        }
        var mailbox = mailbox();
        if (peek() != '>') {
            throw invalid("Missing '>' at end of path");
        }
        at++;
        return ended(mailbox);
    }

    /** What follows the path: nothing, or parameters with a space before each. */
    String rest() {
        return text.substring(at);
    }

    private void skipWhiteSpace() {
        int from = at;
        while (peek() == ' ') {
            at++;
        }
        if (at > from && at < text.length() && !workarounds.whitespaceBeforePath()) {
            throw invalid("Unexpected whitespace before path");
        }
    }

    private SmtpAddress withoutBrackets() {
        if (!workarounds.mailboxForPath()) {
            throw invalid("Missing '<' at beginning of path");
        }
        return ended(mailbox());
    }

    private SmtpAddress ended(SmtpAddress address) {
        if (at < text.length() && text.charAt(at) != ' ') {
            throw invalid("Invalid character in path");
        }
        return address;
    }

    /** {@code A-d-l = At-domain *( "," At-domain )} */
    private void route() {
        do {
            if (peek() != '@') {
                throw invalid("Invalid character in source route");
            }
            at++;
            domain();
        } while (take(','));
        if (!take(':')) {
            throw invalid("Missing ':' at end of source route");
        }
    }

    /** {@code Mailbox = Local-part "@" ( Domain / address-literal )}; postmaster may come without a domain. */
    private SmtpAddress mailbox() {
        var localPart = peek() == '"' ? quotedString() : dotString();
        if (localPart.isEmpty()) {
            throw invalid("Empty localpart");
        }
        return new SmtpAddress(localPart, take('@') ? domain() : "");
    }

    /** As {@code Dot-string}, but dots may stand anywhere: such addresses exist. */
    private String dotString() {
        int from = at;
        while (SmtpAddress.isAtext(peek()) || peek() == '.') {
            at++;
        }
        if (at == from || peek() != '@' && peek() != '>' && peek() != ' ' && at < text.length()) {
            throw invalid("Invalid character in localpart");
        }
        return text.substring(from, at);
    }

    /** {@code Quoted-string = DQUOTE *QcontentSMTP DQUOTE} */
    private String quotedString() {
        var content = new StringBuilder();
        at++;
        while (peek() != '"') {
            if (peek() == '\\') {
                at++;
            }
            if (peek() < ' ' || peek() > '~') {
                throw invalid("Invalid character in quoted localpart");
            }
            content.append(peek());
            at++;
        }
        at++;
        return content.toString();
    }

    /** {@code Domain / address-literal}; underscores and stray dots are let through, they exist. */
    private String domain() {
        int from = at;
        if (take('[')) {
            while (peek() > ' ' && peek() <= '~' && "[]\\".indexOf(peek()) < 0) {
                at++;
            }
            if (!take(']')) {
                throw invalid("Missing ']' at end of address literal");
            }
        } else {
            while (Character.isLetterOrDigit(peek()) && peek() < 0x80 || "-_.".indexOf(peek()) >= 0) {
                at++;
            }
        }
        if (at == from) {
            throw invalid("Missing domain");
        }
        return text.substring(from, at);
    }

    private boolean take(char c) {
        if (peek() == c) {
            at++;
            return true;
        }
        return false;
    }

    /** The next character, NUL at the end. */
    private char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private BadSyntax invalid(String why) {
        return new BadSyntax(501, "5.5.4", "Invalid " + keyword + ": " + why);
    }
}
