package org.mailloft.admin.query;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.mailloft.admin.AdminFailure;
import org.mailloft.doveadm.ExitCode;
import org.mailloft.mime.search.TextPattern;
import org.mailloft.storage.SystemFlag;
import org.mailloft.storage.UidSet;
import org.mailloft.storage.search.SearchKey;
import org.mailloft.storage.search.SearchKey.DateOf;

/**
 * Reads a query, one word an argument. Terms follow each other and must all hold; a single OR between terms makes the
 * whole list in which it stands an alternative of its terms, so parentheses are needed to mix.
 */
public final class QueryParser {

    /** Parentheses and NOTs inside each other at most. */
    private static final int MAX_DEPTH = 50;

    private final List<String> words;
    private final Dates dates;
    private int at;
    private int depth;

    private QueryParser(List<String> words, Clock clock) {
        this.words = words;
        this.dates = new Dates(clock);
    }

    /**
     * @param clock for intervals such as {@code 1w}, and the zone of dates
     * @throws AdminFailure for what cannot be understood
     */
    public static Query parse(List<String> words, Clock clock) {
        var parser = new QueryParser(words, clock);
        var query = parser.list();
        if (parser.at < words.size()) {
            throw fatal("Unexpected ')'");
        }
        return query;
    }

    private Query list() {
        var terms = new ArrayList<Query>();
        boolean alternative = false;
        while (at < words.size() && !words.get(at).equals(")")) {
            if (words.get(at).equalsIgnoreCase("OR") && !terms.isEmpty()) {
                alternative = true;
                at++;
            } else {
                terms.add(term());
            }
        }
        if (terms.size() == 1) {
            return terms.getFirst();
        }
        return alternative ? new Query.Or(terms) : new Query.And(terms);
    }

    private Query term() {
        if (++depth > MAX_DEPTH) {
            throw fatal("Query is nested too deeply");
        }
        var word = words.get(at++);
        Query query;
        if (word.equals("(")) {
            query = list();
            if (at == words.size()) {
                throw fatal("Missing ')'");
            }
            at++;
        } else {
            query = key(word.toUpperCase(Locale.ROOT));
        }
        depth--;
        return query;
    }

    private Query key(String key) {
        return switch (key) {
            case "NOT" -> {
                if (at == words.size()) {
                    throw fatal("Missing parameter for search key (for search key: NOT)");
                }
                yield new Query.Not(term());
            }
            case "MAILBOX", "X-MAILBOX" -> new Query.InMailbox(parameter(key));
            case "MAILBOX-GUID" -> new Query.MailboxGuid(parameter(key));
            case "RECENT" -> new Query.Recent();
            case "OLD" -> new Query.Not(new Query.Recent());
            case "NEW" ->
                new Query.And(List.of(new Query.Recent(), new Query.Not(message(new SearchKey.Flag(SystemFlag.SEEN)))));
            case "UNANSWERED", "UNDELETED", "UNDRAFT", "UNFLAGGED", "UNSEEN" ->
                new Query.Not(message(new SearchKey.Flag(SystemFlag.valueOf(key.substring(2)))));
            case "UNKEYWORD" -> new Query.Not(message(new SearchKey.Keyword(parameter(key))));
            case "FUZZY" -> term();
            default -> key.matches("[0-9*][0-9*:,]*") ? new Query.Sequence(ranges(key)) : message(messageKey(key));
        };
    }

    private SearchKey messageKey(String key) {
        return switch (key) {
            case "ALL", "SAVEDATESUPPORTED" -> SearchKey.ALL;
            case "ANSWERED", "DELETED", "DRAFT", "FLAGGED", "SEEN" -> new SearchKey.Flag(SystemFlag.valueOf(key));
            case "KEYWORD" -> new SearchKey.Keyword(parameter(key));
            case "BCC", "CC", "FROM", "SUBJECT", "TO" -> new SearchKey.Header(key, text(key));
            case "HEADER" -> new SearchKey.Header(parameter(key), text(key));
            case "BODY" -> new SearchKey.Body(text(key));
            case "TEXT" -> new SearchKey.Text(text(key));
            case "LARGER" -> new SearchKey.Size(Sizes.parse(parameter(key)) + 1, Long.MAX_VALUE);
            case "SMALLER" -> new SearchKey.Size(0, Sizes.parse(parameter(key)) - 1);
            case "BEFORE" -> dates.before(DateOf.RECEIVED, parameter(key));
            case "ON" -> dates.on(DateOf.RECEIVED, parameter(key));
            case "SINCE" -> dates.since(DateOf.RECEIVED, parameter(key));
            case "SENTBEFORE" -> dates.before(DateOf.SENT, parameter(key));
            case "SENTON" -> dates.on(DateOf.SENT, parameter(key));
            case "SENTSINCE" -> dates.since(DateOf.SENT, parameter(key));
            case "SAVEDBEFORE", "X-SAVEDBEFORE" -> dates.before(DateOf.SAVED, parameter(key));
            case "SAVEDON", "X-SAVEDON" -> dates.on(DateOf.SAVED, parameter(key));
            case "SAVEDSINCE", "X-SAVEDSINCE" -> dates.since(DateOf.SAVED, parameter(key));
            case "OLDER" -> dates.olderThan(number(key));
            case "YOUNGER" -> dates.youngerThan(number(key));
            case "UID", "X-REAL-UID" -> new SearchKey.Uids(uids(ranges(parameter(key))));
            case "MODSEQ" -> new SearchKey.ModSeq(number(key));
            case "GUID", "X-GUID" -> new SearchKey.Guid(parameter(key));
            default -> throw fatal("Unknown argument " + key);
        };
    }

    private static Query message(SearchKey key) {
        return new Query.Message(key);
    }

    private String parameter(String key) {
        if (at == words.size()) {
            throw fatal("Missing parameter for search key (for search key: " + key + ")");
        }
        return words.get(at++);
    }

    private TextPattern text(String key) {
        return TextPattern.of(parameter(key));
    }

    private long number(String key) {
        var digits = parameter(key);
        if (!digits.matches("[0-9]{1,18}")) {
            throw fatal("Invalid " + key + " parameter: " + digits);
        }
        return Long.parseLong(digits);
    }

    /** {@code 1:3,7,*} */
    private static List<Query.Range> ranges(String set) {
        var ranges = new ArrayList<Query.Range>();
        for (var part : set.split(",", -1)) {
            var ends = part.split(":", -1);
            if (ends.length > 2) {
                throw fatal("Invalid messageset: " + set);
            }
            ranges.add(new Query.Range(end(ends[0], set), end(ends[ends.length - 1], set)));
        }
        return ranges;
    }

    private static long end(String text, String set) {
        if (text.equals("*")) {
            return Query.Range.LAST;
        }
        if (!text.matches("[1-9][0-9]{0,9}")) {
            throw fatal("Invalid messageset: " + set);
        }
        return Long.parseLong(text);
    }

    private static UidSet uids(List<Query.Range> ranges) {
        var uids = new UidSet.Builder();
        for (var range : ranges) {
            long first = Math.min(range.first(), 0xFFFF_FFFFL);
            long last = Math.min(range.last(), 0xFFFF_FFFFL);
            uids.add(Math.min(first, last), Math.max(first, last));
        }
        return uids.build();
    }

    static AdminFailure fatal(String text) {
        return new AdminFailure(ExitCode.TEMPORARY, "Fatal: " + text);
    }
}
