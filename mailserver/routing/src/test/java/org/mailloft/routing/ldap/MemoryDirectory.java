package org.mailloft.routing.ldap;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.mailloft.directory.Directory;
import org.mailloft.directory.DirectoryFailure;
import org.mailloft.directory.DirectoryUnavailable;
import org.mailloft.directory.Dn;
import org.mailloft.directory.Entry;
import org.mailloft.directory.Modification;
import org.mailloft.directory.Search;

/** Entries in memory, for reading; values are compared without case. Counts what it is asked, and can be away. */
final class MemoryDirectory implements Directory {

    private final Map<String, Entry> entries = new LinkedHashMap<>();
    boolean away;
    int searches;

    MemoryDirectory with(Entry... more) {
        for (var entry : more) {
            entries.put(Dn.normalized(entry.dn()), entry);
        }
        return this;
    }

    @Override
    public List<Entry> search(Search search) {
        if (away) {
            throw new DirectoryUnavailable("nobody answers");
        }
        searches++;
        var matches = new FilterReader(search.filter().text()).read();
        var found = entries.values().stream()
                .filter(entry -> switch (search.scope()) {
                    case BASE -> Dn.same(entry.dn(), search.base());
                    case ONE_LEVEL -> Dn.same(Dn.parent(entry.dn()), search.base());
                    case SUBTREE -> Dn.isUnder(entry.dn(), search.base());
                })
                .filter(matches)
                .toList();
        if (found.size() > search.sizeLimit()) {
            throw new DirectoryFailure(DirectoryFailure.Reason.LIMIT_EXCEEDED, "too many");
        }
        return found;
    }

    @Override
    public void forEach(Search search, Consumer<Entry> consumer) {
        search(search).forEach(consumer);
    }

    @Override
    public boolean passwordMatches(String dn, String password) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void add(Entry entry) {
        with(entry);
    }

    @Override
    public void modify(String dn, List<Modification> modifications) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void rename(String dn, String newRdn, Optional<String> newParent) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void delete(String dn) {
        entries.remove(Dn.normalized(dn));
    }

    @Override
    public void close() {}

    /** The part of RFC 4515 that is used here. */
    private static final class FilterReader {
        private final String text;
        private int at;

        FilterReader(String text) {
            this.text = text;
        }

        Predicate<Entry> read() {
            expect('(');
            var found =
                    switch (text.charAt(at)) {
                        case '&' -> parts().stream().reduce(entry -> true, Predicate::and);
                        case '|' -> parts().stream().reduce(entry -> false, Predicate::or);
                        case '!' -> {
                            at++;
                            yield read().negate();
                        }
                        default -> item();
                    };
            expect(')');
            return found;
        }

        private List<Predicate<Entry>> parts() {
            at++;
            var parts = new ArrayList<Predicate<Entry>>();
            while (text.charAt(at) == '(') {
                parts.add(read());
            }
            return parts;
        }

        private Predicate<Entry> item() {
            int equals = text.indexOf('=', at);
            int end = text.indexOf(')', equals);
            var name = text.substring(at, equals);
            var value = text.substring(equals + 1, end)
                    .replace("\\2a", "*")
                    .replace("\\28", "(")
                    .replace("\\29", ")");
            at = end;
            return value.equals("*")
                    ? entry -> !entry.values(name).isEmpty()
                    : entry -> entry.values(name).stream().anyMatch(value::equalsIgnoreCase);
        }

        private void expect(char c) {
            if (text.charAt(at++) != c) {
                throw new IllegalArgumentException(text);
            }
        }
    }
}
