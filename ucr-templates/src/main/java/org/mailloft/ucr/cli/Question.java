package org.mailloft.ucr.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.mailloft.ucr.type.Descriptions;
import org.mailloft.ucr.type.KeyPattern;

/** What {@code ucr search} looks for, and where. */
record Question(
        List<Expression> expressions, boolean inKeys, boolean inValues, boolean inTexts, Optional<String> category) {

    static Question of(Arguments arguments) {
        boolean key = arguments.has("--key");
        boolean value = arguments.has("--value");
        boolean all = arguments.has("--all");
        if (key && value || key && all || value && all) {
            throw new BadUsage("at most one out of [--key|--value|--all] may be set", BadUsage.Advice.NOTHING);
        }
        try {
            var words = arguments.words().isEmpty() ? List.of("") : arguments.words();
            var expressions = new ArrayList<Expression>();
            for (var word : words) {
                expressions.add(Expression.of(word));
            }
            return new Question(expressions, !value, value || all, all, arguments.value("--category"));
        } catch (PatternSyntaxException e) {
            throw new BadUsage(
                    "invalid regular expression: " + e.getDescription() + " at position " + e.getIndex(),
                    BadUsage.Advice.NOTHING);
        }
    }

    boolean isInCategory(String key, Descriptions descriptions) {
        return category.isEmpty()
                || descriptions.of(key).stream()
                        .flatMap(description -> description.categories().stream())
                        .anyMatch(category.get()::equalsIgnoreCase);
    }

    /** Whether it is worth to look at the variable's value and texts. */
    boolean mayFind(String key) {
        return inValues || inTexts || isFoundIn(key);
    }

    private boolean isFoundIn(String text) {
        for (var expression : expressions) {
            if (expression.isFoundIn().test(text)) {
                return true;
            }
        }
        return false;
    }

    boolean finds(String key, Optional<String> value, Descriptions descriptions, boolean german) {
        return inKeys && isFoundIn(key)
                || inValues && value.isPresent() && isFoundIn(value.get())
                || inTexts
                        && descriptions.of(key).isPresent()
                        && isFoundIn(Described.text(descriptions.of(key).get(), german));
    }

    /** Whether keys of the pattern may be among what is looked for: one of the two can be found in the other. */
    boolean overlaps(String pattern) {
        if (!inKeys) {
            return false;
        }
        if (isFoundIn(pattern)) {
            return true;
        }
        var keys = KeyPattern.of(pattern);
        for (var expression : expressions) {
            if (keys.begins(expression.text())) {
                return true;
            }
        }
        return false;
    }

    /**
     * A regular expression. Most are words, which are found without loading what regular expressions need.
     *
     * @param text as it was typed
     */
    private record Expression(String text, Predicate<String> isFoundIn) {

        static Expression of(String text) {
            return isWord(text)
                    ? new Expression(text, other -> other.contains(text))
                    : new Expression(text, finder(Pattern.compile(text, Pattern.UNICODE_CHARACTER_CLASS)));
        }

        private static Predicate<String> finder(Pattern pattern) {
            return text -> pattern.matcher(text).find();
        }

        private static boolean isWord(String text) {
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                boolean plain = Character.isLetterOrDigit(c) || c == '/' || c == '_' || c == '-';
                if (!plain) {
                    return false;
                }
            }
            return true;
        }
    }
}
