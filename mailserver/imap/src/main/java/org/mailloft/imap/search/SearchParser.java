package org.mailloft.imap.search;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.mailloft.imap.search.Criterion.Plain;
import org.mailloft.imap.wire.BadSyntax;
import org.mailloft.imap.wire.ImapReader;
import org.mailloft.mime.Charsets;
import org.mailloft.mime.search.TextPattern;
import org.mailloft.storage.MailFailure;
import org.mailloft.storage.SystemFlag;
import org.mailloft.storage.search.SearchKey;
import org.mailloft.storage.search.SearchKey.DateOf;

/** Reads search keys: RFC 3501 section 6.4.4, OLDER and YOUNGER of RFC 5032, MODSEQ of RFC 7162, RFC 8514. */
public final class SearchParser {

    /** Keys within each other at most. Clients write a choice of many as OR within OR. */
    static final int MAX_DEPTH = 500;

    private static final DateTimeFormatter DATE = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendPattern("d-MMM-uuuu")
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private final ImapReader in;
    private Charset charset = StandardCharsets.UTF_8;
    private boolean usesModSeq;
    private int depth;

    public SearchParser(ImapReader in) {
        this.in = in;
    }

    /**
     * {@code ["RETURN" SP "(" ... ")" SP] ["CHARSET" SP charset SP] search-key *(SP search-key)}, after the space before
     * it, to the end of the command.
     */
    public SearchRequest parse() {
        Set<ReturnOption> options = EnumSet.noneOf(ReturnOption.class);
        var word = firstWord();
        if (word.equals("RETURN")) {
            options = ReturnOption.parse(in);
            in.sp();
            word = firstWord();
        }
        if (word.equals("CHARSET")) {
            if (in.isUtf8()) {
                // RFC 6855 section 3: it is UTF-8, and saying so is an error.
                throw new BadSyntax("CHARSET after UTF8=ACCEPT", in.position());
            }
            charset(in.sp().astring());
            in.sp();
            word = "";
        }
        var keys = new ArrayList<Criterion>();
        keys.add(word.isEmpty() ? key() : named(word));
        while (in.optionalSp()) {
            keys.add(key());
        }
        in.crlf();
        return new SearchRequest(options, all(keys), usesModSeq);
    }

    /** The word that comes next; empty when a key comes that does not begin with one. */
    private String firstWord() {
        return in.nextIs('(') || startsSet() ? "" : word();
    }

    private void charset(String name) {
        charset = Charsets.named(name)
                .orElseThrow(() -> new MailFailure(
                        MailFailure.Reason.NOT_POSSIBLE, "[BADCHARSET (US-ASCII UTF-8)] Unknown charset"));
    }

    private boolean startsSet() {
        return in.nextIs('*') || in.peek() >= '0' && in.peek() <= '9';
    }

    private static Criterion all(List<Criterion> keys) {
        return keys.size() == 1 ? keys.getFirst() : new Criterion.And(keys);
    }

    private Criterion key() {
        if (++depth > MAX_DEPTH) {
            throw new BadSyntax("Too many nested search keys", in.position());
        }
        Criterion key;
        if (in.nextIs('(')) {
            key = in.nested(this::parenthesized);
        } else if (startsSet()) {
            key = new Criterion.Messages(in.sequenceSet(), false);
        } else {
            key = named(word());
        }
        depth--;
        return key;
    }

    /** {@code search-key *(SP search-key)} */
    private Criterion parenthesized() {
        var keys = new ArrayList<Criterion>();
        do {
            keys.add(key());
        } while (in.optionalSp());
        return all(keys);
    }

    private String word() {
        return in.atom().toUpperCase(Locale.ROOT);
    }

    private Criterion named(String word) {
        return switch (word) {
            case "ALL" -> plain(SearchKey.ALL);
            case "ANSWERED" -> flag(SystemFlag.ANSWERED);
            case "DELETED" -> flag(SystemFlag.DELETED);
            case "DRAFT" -> flag(SystemFlag.DRAFT);
            case "FLAGGED" -> flag(SystemFlag.FLAGGED);
            case "SEEN" -> flag(SystemFlag.SEEN);
            case "UNANSWERED" -> not(flag(SystemFlag.ANSWERED));
            case "UNDELETED" -> not(flag(SystemFlag.DELETED));
            case "UNDRAFT" -> not(flag(SystemFlag.DRAFT));
            case "UNFLAGGED" -> not(flag(SystemFlag.FLAGGED));
            case "UNSEEN" -> not(flag(SystemFlag.SEEN));
            case "RECENT" -> new Criterion.Recent();
            case "OLD" -> not(new Criterion.Recent());
            case "NEW" -> new Criterion.And(List.of(new Criterion.Recent(), not(flag(SystemFlag.SEEN))));
            case "KEYWORD" -> plain(new SearchKey.Keyword(in.sp().atom()));
            case "UNKEYWORD" -> not(plain(new SearchKey.Keyword(in.sp().atom())));
            case "NOT" -> not();
            case "OR" -> or();
            case "UID" -> new Criterion.Messages(in.sp().sequenceSet(), true);
            case "LARGER" -> plain(new SearchKey.Size(in.sp().number() + 1, Long.MAX_VALUE));
            case "SMALLER" -> plain(new SearchKey.Size(0, in.sp().number() - 1));
            case "MODSEQ" -> modSeq();
            default -> dateOrText(word);
        };
    }

    private Criterion dateOrText(String word) {
        return switch (word) {
            case "BEFORE" -> plain(SearchKey.Day.before(DateOf.RECEIVED, date()));
            case "ON" -> plain(SearchKey.Day.on(DateOf.RECEIVED, date()));
            case "SINCE" -> plain(SearchKey.Day.since(DateOf.RECEIVED, date()));
            case "SENTBEFORE" -> plain(SearchKey.Day.before(DateOf.SENT, date()));
            case "SENTON" -> plain(SearchKey.Day.on(DateOf.SENT, date()));
            case "SENTSINCE" -> plain(SearchKey.Day.since(DateOf.SENT, date()));
            case "SAVEDBEFORE" -> plain(SearchKey.Day.before(DateOf.SAVED, date()));
            case "SAVEDON" -> plain(SearchKey.Day.on(DateOf.SAVED, date()));
            case "SAVEDSINCE" -> plain(SearchKey.Day.since(DateOf.SAVED, date()));
            case "SAVEDATESUPPORTED" -> plain(SearchKey.ALL);
            case "OLDER" -> new Criterion.Within(true, in.sp().nzNumber());
            case "YOUNGER" -> new Criterion.Within(false, in.sp().nzNumber());
            case "BCC", "CC", "FROM", "SUBJECT", "TO" -> plain(new SearchKey.Header(word, text(word)));
            case "HEADER" -> header();
            case "BODY" -> plain(new SearchKey.Body(text(word)));
            case "TEXT" -> plain(new SearchKey.Text(text(word)));
            case "X-GUID" -> plain(new SearchKey.Guid(in.sp().astring()));
            default -> throw new BadSyntax("Unknown argument " + word, in.position());
        };
    }

    private static Criterion plain(SearchKey key) {
        return new Plain(key);
    }

    private static Criterion flag(SystemFlag flag) {
        return plain(new SearchKey.Flag(flag));
    }

    private static Criterion not(Criterion criterion) {
        return new Criterion.Not(criterion);
    }

    /** {@code "NOT" SP search-key} */
    private Criterion not() {
        in.sp();
        return not(key());
    }

    /** {@code "OR" SP search-key SP search-key} */
    private Criterion or() {
        in.sp();
        var first = key();
        in.sp();
        return new Criterion.Or(first, key());
    }

    /** {@code "HEADER" SP header-fld-name SP astring} */
    private Criterion header() {
        String field = in.sp().astring();
        return plain(new SearchKey.Header(field, text("HEADER")));
    }

    /** {@code "MODSEQ" [SP entry-name SP entry-type-req] SP mod-sequence-valzer}; the entry is not told apart. */
    private Criterion modSeq() {
        if (in.sp().nextIs('"')) {
            in.quoted();
            in.sp().atom();
            in.sp();
        }
        usesModSeq = true;
        return plain(new SearchKey.ModSeq(in.modSeq()));
    }

    private TextPattern text(String key) {
        if (in.atEnd()) {
            throw new BadSyntax("Missing parameter for search key (for search key: " + key + ")", in.position());
        }
        return TextPattern.of(new String(in.sp().astringOctets(), charset));
    }

    /** {@code date = date-text / DQUOTE date-text DQUOTE} */
    private LocalDate date() {
        String text = in.sp().astring();
        try {
            return LocalDate.parse(text, DATE);
        } catch (DateTimeException _) {
            throw new BadSyntax("Invalid search date parameter", in.position());
        }
    }
}
