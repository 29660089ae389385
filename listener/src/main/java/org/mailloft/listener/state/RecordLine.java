package org.mailloft.listener.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** A line of fields between tabs. A field may hold any text; lists say first how many there are. */
final class RecordLine {

    private RecordLine() {}

    static final class Writer {
        private final StringBuilder line = new StringBuilder();

        Writer add(String field) {
            if (!line.isEmpty()) {
                line.append('\t');
            }
            line.append(escape(field));
            return this;
        }

        <T> Writer add(List<T> items, BiConsumer<Writer, ? super T> each) {
            add(Integer.toString(items.size()));
            items.forEach(item -> each.accept(this, item));
            return this;
        }

        <T> Writer add(Optional<T> item, BiConsumer<Writer, ? super T> each) {
            return add(item.stream().toList(), each);
        }

        @Override
        public String toString() {
            return line + "\n";
        }

        private static String escape(String field) {
            return field.replace("\\", "\\\\")
                    .replace("\t", "\\t")
                    .replace("\n", "\\n")
                    .replace("\r", "\\r");
        }
    }

    static final class Reader {
        private final String[] fields;
        private int position;

        Reader(String line) {
            this.fields = line.replaceFirst("\n$", "").split("\t", -1);
        }

        /** @throws IllegalArgumentException when there is none */
        String next() {
            if (position >= fields.length) {
                throw new IllegalArgumentException("A record of the listener's state ends too early");
            }
            return unescape(fields[position++]);
        }

        <T> List<T> list(Function<Reader, ? extends T> each) {
            int count = Integer.parseInt(next());
            var items = new ArrayList<T>();
            for (int i = 0; i < count; i++) {
                items.add(each.apply(this));
            }
            return List.copyOf(items);
        }

        <T> Optional<T> optional(Function<Reader, ? extends T> each) {
            return this.<T>list(each).stream().findFirst();
        }

        private static String unescape(String field) {
            if (field.indexOf('\\') < 0) {
                return field;
            }
            var text = new StringBuilder(field.length());
            for (int i = 0; i < field.length(); i++) {
                char c = field.charAt(i);
                if (c == '\\' && i + 1 < field.length()) {
                    i++;
                    text.append(
                            switch (field.charAt(i)) {
                                case 't' -> '\t';
                                case 'n' -> '\n';
                                case 'r' -> '\r';
                                default -> field.charAt(i);
                            });
                } else {
                    text.append(c);
                }
            }
            return text.toString();
        }
    }
}
