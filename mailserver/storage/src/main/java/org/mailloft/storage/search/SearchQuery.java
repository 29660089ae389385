package org.mailloft.storage.search;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.mailloft.mime.Header;
import org.mailloft.mime.Headers;
import org.mailloft.mime.MailDate;
import org.mailloft.mime.search.MessageScan;
import org.mailloft.mime.search.TextPattern;
import org.mailloft.storage.MailFailure;
import org.mailloft.storage.Mailbox;
import org.mailloft.storage.MailboxView;
import org.mailloft.storage.MessageHeader;

/**
 * Finds the messages of a view that fulfil a condition. Whatever the order of keys, each message is judged first by what
 * the view knows; only if that leaves it open by its header, which the mailbox remembers; and only then is it read, once
 * for all texts that are looked for. Messages that vanish meanwhile fulfil nothing that would need reading them.
 */
public final class SearchQuery {

    private final SearchKey key;
    private final ZoneId zone;
    /** Everything that is looked for in contents, with its place in the answer of a scan. */
    private final Map<MessageScan.Probe, Integer> probes = new LinkedHashMap<>();

    /** @param zone of the searcher, in which days of received and saved dates are told */
    public SearchQuery(SearchKey key, ZoneId zone) {
        this.key = key;
        this.zone = zone;
        collectProbes(key);
    }

    /** Calls {@code found} with the index of each match, ascending. Runs in the caller's thread, takes its time. */
    public void run(Mailbox mailbox, MailboxView view, IntConsumer found) {
        var run = new Run(mailbox, view);
        for (int index = 0; index < view.size(); index++) {
            if (run.matches(index)) {
                found.accept(index);
            }
        }
    }

    private void collectProbes(SearchKey key) {
        switch (key) {
            case SearchKey.And and -> and.keys().forEach(this::collectProbes);
            case SearchKey.Or or -> or.keys().forEach(this::collectProbes);
            case SearchKey.Not not -> collectProbes(not.key());
            case SearchKey.Body body -> addProbe(MessageScan.Scope.BODY, body.text());
            case SearchKey.Text text -> addProbe(MessageScan.Scope.TEXT, text.text());
            case SearchKey.All _,
                    SearchKey.Flag _,
                    SearchKey.Keyword _,
                    SearchKey.Uids _,
                    SearchKey.Size _,
                    SearchKey.ModSeq _,
                    SearchKey.Day _,
                    SearchKey.Moment _,
                    SearchKey.Header _,
                    SearchKey.Guid _ -> {}
        }
    }

    private void addProbe(MessageScan.Scope scope, TextPattern text) {
        probes.putIfAbsent(new MessageScan.Probe(scope, text), probes.size());
    }

    /** One search through one view, and what is known so far of the message at hand. */
    private final class Run {
        private final Mailbox mailbox;
        private final MailboxView view;
        private final Map<String, Long> keywordBits = new HashMap<>();
        private int index;
        private Headers headers;
        private List<Boolean> scanned;

        Run(Mailbox mailbox, MailboxView view) {
            this.mailbox = mailbox;
            this.view = view;
        }

        boolean matches(int index) {
            this.index = index;
            headers = null;
            scanned = null;
            try {
                var verdict = judge(key);
                return (verdict == Verdict.OPEN ? judgeByContent() : verdict) == Verdict.YES;
            } catch (MailFailure failure) {
                if (failure.reason() == MailFailure.Reason.EXPUNGED) {
                    return false;
                }
                throw failure;
            }
        }

        private Verdict judgeByContent() {
            headers = Headers.of(MessageHeader.read(mailbox, view.uid(index)));
            var verdict = judge(key);
            if (verdict != Verdict.OPEN) {
                return verdict;
            }
            try (InputStream in = mailbox.open(view.uid(index))) {
                scanned = MessageScan.run(in, List.copyOf(probes.keySet()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return judge(key);
        }

        private Verdict judge(SearchKey key) {
            return switch (key) {
                case SearchKey.All _ -> Verdict.YES;
                case SearchKey.And and -> judgeAll(and.keys(), Verdict.NO);
                case SearchKey.Or or -> judgeAll(or.keys(), Verdict.YES);
                case SearchKey.Not not -> judge(not.key()).not();
                case SearchKey.Flag flag -> Verdict.of(view.has(index, flag.flag()));
                case SearchKey.Keyword keyword -> Verdict.of((view.flagBits(index) & bit(keyword.name())) != 0);
                case SearchKey.Uids uids -> Verdict.of(uids.uids().contains(view.uid(index)));
                case SearchKey.Size size -> Verdict.of(within(view.size(index), size));
                case SearchKey.ModSeq modSeq -> Verdict.of(view.modSeq(index) >= modSeq.least());
                case SearchKey.Day day -> judgeDay(day);
                case SearchKey.Moment moment -> judgeMoment(moment);
                case SearchKey.Header header -> headers == null ? Verdict.OPEN : Verdict.of(hasHeader(header));
                case SearchKey.Body body -> scanned(MessageScan.Scope.BODY, body.text());
                case SearchKey.Text text -> scanned(MessageScan.Scope.TEXT, text.text());
                case SearchKey.Guid guid -> judgeGuid(guid);
            };
        }

        /** @param decisive the verdict of one key that settles all of them */
        private Verdict judgeAll(List<SearchKey> keys, Verdict decisive) {
            var verdict = decisive.not();
            for (var each : keys) {
                var one = judge(each);
                if (one == decisive) {
                    return decisive;
                }
                if (one == Verdict.OPEN) {
                    verdict = Verdict.OPEN;
                }
            }
            return verdict;
        }

        private long bit(String keyword) {
            return keywordBits.computeIfAbsent(keyword, name -> {
                var names = view.keywords();
                for (int n = 0; n < names.size(); n++) {
                    if (names.get(n).equalsIgnoreCase(name)) {
                        return 1L << (MailboxView.FIRST_KEYWORD_BIT + n);
                    }
                }
                return 0L;
            });
        }

        private static boolean within(long octets, SearchKey.Size size) {
            return octets >= size.least() && octets <= size.most();
        }

        private Verdict judgeDay(SearchKey.Day day) {
            return switch (day.of()) {
                case RECEIVED -> Verdict.of(isWithin(localDate(view.internalDate(index)), day));
                case SAVED -> Verdict.of(isWithin(localDate(mailbox.saveDate(view.uid(index))), day));
                case SENT ->
                    headers == null
                            ? Verdict.OPEN
                            : Verdict.of(headers.first("Date")
                                    .flatMap(header -> MailDate.parse(header.value()))
                                    .filter(date -> isWithin(date.toLocalDate(), day))
                                    .isPresent());
            };
        }

        private Verdict judgeMoment(SearchKey.Moment moment) {
            return switch (moment.of()) {
                case RECEIVED -> Verdict.of(isWithin(view.internalDate(index), moment));
                case SAVED -> Verdict.of(isWithin(mailbox.saveDate(view.uid(index)), moment));
                case SENT ->
                    headers == null
                            ? Verdict.OPEN
                            : Verdict.of(headers.first("Date")
                                    .flatMap(header -> MailDate.parse(header.value()))
                                    .filter(date -> isWithin(date.toInstant(), moment))
                                    .isPresent());
            };
        }

        private LocalDate localDate(Instant instant) {
            return LocalDate.ofInstant(instant, zone);
        }

        private static boolean isWithin(LocalDate date, SearchKey.Day day) {
            return !date.isBefore(day.first()) && !date.isAfter(day.last());
        }

        private static boolean isWithin(Instant instant, SearchKey.Moment moment) {
            return !instant.isBefore(moment.from()) && instant.isBefore(moment.until());
        }

        private boolean hasHeader(SearchKey.Header wanted) {
            for (Header header : headers) {
                if (header.is(wanted.field())
                        && (wanted.text().isEmpty() || wanted.text().isIn(header.text()))) {
                    return true;
                }
            }
            return false;
        }

        private Verdict scanned(MessageScan.Scope scope, TextPattern text) {
            return scanned == null
                    ? Verdict.OPEN
                    : Verdict.of(scanned.get(probes.get(new MessageScan.Probe(scope, text))));
        }

        private Verdict judgeGuid(SearchKey.Guid guid) {
            return Verdict.of(mailbox.messageGuid(view.uid(index)).equals(guid.guid()));
        }
    }
}
