package org.mailloft.mime;

/**
 * Reads address lists: RFC 5322 section 3.4 with the obsolete syntax of section 4.4, and what occurs beyond it. One pass
 * without looking back, so that its cost is linear whatever the input.
 */
public final class AddressParser {

    private final Tokens in;
    private final AddressSink out;
    private boolean inGroup;

    private AddressParser(String value, AddressSink out) {
        this.in = new Tokens(value);
        this.out = out;
    }

    /** @param value the body of the field, an octet string */
    public static void parse(String value, AddressSink out) {
        new AddressParser(value, out).list();
    }

    /** {@code address-list = (address *("," address)) / obs-addr-list}. */
    private void list() {
        in.skipSpace();
        while (!in.atEnd()) {
            in.forgetComment();
            address();
            in.skipSpace();
        }
        if (inGroup) {
            out.groupEnd();
        }
    }

    private void address() {
        switch (in.peek()) {
            case ',' -> in.next();
            case ';' -> {
                in.next();
                endGroup();
            }
            case '<' -> angle("");
            default -> phraseFirst();
        }
    }

    /** Something that begins with words: a display name, a group's name or a local part. */
    private void phraseFirst() {
        var words = words();
        switch (in.peek()) {
            case '<' -> angle(words.phrase);
            case ':' -> {
                in.next();
                endGroup();
                inGroup = true;
                out.groupStart(words.phrase);
            }
            case '@' -> {
                in.next();
                String domain = domain();
                in.skipSpace();
                if (words.isLocalPart) {
                    mailbox(in.comment(), "", words.local, domain);
                } else {
                    mailbox(words.phrase, "", "", "");
                }
                toSeparator();
            }
            default -> {
                if (words.isLocalPart) {
                    mailbox(in.comment(), "", words.local, "");
                } else {
                    mailbox(words.phrase, "", "", "");
                }
                toSeparator();
            }
        }
    }

    /** {@code angle-addr = [CFWS] "<" addr-spec ">" [CFWS] / obs-angle-addr}. */
    private void angle(String name) {
        while (in.take('<')) {
            in.skipSpace();
        }
        String route = route();
        in.skipSpace();
        String local = words().local;
        String domain = in.take('@') ? domain() : "";
        in.skipSpace();
        if (!in.take('>')) {
            in.until('>');
            in.take('>');
        }
        in.skipSpace();
        boolean empty = local.isEmpty() && domain.isEmpty() && route.isEmpty();
        if (empty) {
            out.mailbox(name, "", "", "");
        } else {
            mailbox(name, route, local, domain);
        }
        toSeparator();
    }

    /** {@code obs-route = obs-domain-list ":"}, without the colon. */
    private String route() {
        if (in.peek() != '@') {
            return "";
        }
        var route = new StringBuilder();
        while (!in.atEnd() && in.peek() != ':' && in.peek() != '>') {
            if (in.take('@')) {
                route.append(route.isEmpty() ? "@" : ",@").append(domain());
            } else {
                in.next();
            }
            in.skipSpace();
        }
        in.take(':');
        return route.toString();
    }

    /** {@code domain = dot-atom / domain-literal / obs-domain}. */
    private String domain() {
        in.skipSpace();
        if (in.peek() == '[') {
            return in.domainLiteral();
        }
        var domain = new StringBuilder();
        while (true) {
            domain.append(in.atom());
            in.skipSpace();
            if (!in.take('.')) {
                return domain.toString();
            }
            domain.append('.');
            in.skipSpace();
        }
    }

    /**
     * Words, and what they are.
     *
     * @param phrase as a display name: divided by single spaces, except before dots and where there is none after one
     * @param local as a local part: nothing between them
     * @param isLocalPart whether there are only dots between words, as a local part must have it
     */
    private record Words(String phrase, String local, boolean isLocalPart) {}

    /** {@code phrase / obs-phrase / local-part / obs-local-part}: atoms, quoted strings and dots. */
    private Words words() {
        var phrase = new StringBuilder();
        var local = new StringBuilder();
        boolean isLocalPart = true;
        boolean afterDot = true;
        boolean spaced = false;
        while (!in.atEnd() && !isSeparator(in.peek())) {
            boolean dot = in.peek() == '.';
            String word = word();
            isLocalPart &= dot || afterDot;
            if (!phrase.isEmpty() && !dot && (spaced || !afterDot)) {
                phrase.append(' ');
            }
            phrase.append(word);
            local.append(word);
            afterDot = dot;
            int before = in.position();
            in.skipSpace();
            spaced = in.position() > before;
        }
        return new Words(phrase.toString(), local.toString(), isLocalPart);
    }

    /** A quoted string, a dot, or whatever stands there up to one of these, a separator or white space. */
    private String word() {
        if (in.peek() == '"') {
            return in.quoted();
        }
        if (in.take('.')) {
            return ".";
        }
        var word = new StringBuilder();
        do {
            word.append(in.peek() == '\\' ? in.escaped() : String.valueOf((char) in.next()));
            word.append(in.atom());
        } while (!in.atEnd() && isWord(in.peek()));
        return word.toString();
    }

    private static boolean isWord(int octet) {
        return !isSeparator(octet) && !Ascii.isSpace(octet) && octet != '"' && octet != '.' && octet != '(';
    }

    private static boolean isSeparator(int octet) {
        return octet == '<' || octet == '>' || octet == '@' || octet == ',' || octet == ';' || octet == ':';
    }

    private void mailbox(String name, String route, String local, String domain) {
        out.mailbox(
                name,
                route,
                local.isEmpty() ? Address.MISSING_MAILBOX : local,
                domain.isEmpty() ? Address.MISSING_DOMAIN : domain);
    }

    /** After an address only a separator can follow; whatever else does is skipped. */
    private void toSeparator() {
        while (!in.skipSpace().atEnd() && in.peek() != ',' && in.peek() != ';') {
            if (in.peek() == '"') {
                in.quoted();
            } else {
                in.next();
            }
        }
    }

    private void endGroup() {
        if (inGroup) {
            out.groupEnd();
            inGroup = false;
        }
    }
}
