package org.mailloft.ucr.template;

import freemarker.template.SimpleNumber;
import freemarker.template.SimpleScalar;
import freemarker.template.TemplateBooleanModel;
import freemarker.template.TemplateHashModel;
import freemarker.template.TemplateMethodModelEx;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import freemarker.template.TemplateScalarModel;
import freemarker.template.TemplateSequenceModel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.mailloft.ucr.Values;

/**
 * What a template can use, see {@code docs/templates.md}. A variable that the target is not known to read is refused, so that
 * a change of it cannot leave an old file behind. Made anew for each rendering.
 */
final class Scope implements TemplateHashModel {

    /** The variable that {@code path()} reads. */
    static final String PREFIX = "mailloft/prefix";

    private static final int REMEMBERED = 1000;
    private static final Pattern WHOLE_NUMBER = Pattern.compile("[+-]?[0-9]{1,18}");

    private final Values values;
    private final Predicate<String> declared;
    private final Head head;
    private final RootFiles files;
    private final TokenFormat format;
    private final Deque<TextValue> used = new ArrayDeque<>();

    /**
     * @param declared whether the target is known to read a key
     * @param format of the template
     */
    Scope(Values values, Predicate<String> declared, Head head, RootFiles files, TokenFormat format) {
        this.values = values;
        this.declared = declared;
        this.head = head;
        this.files = files;
        this.format = format;
    }

    @Override
    public TemplateModel get(String name) {
        Stop.ifInterrupted();
        return switch (name) {
            case "ucr" -> new Registry();
            case "isTrue" -> call(1, 2, this::isTrue);
            case "number" -> call(1, 2, this::number);
            case "words" -> call(1, 2, this::words);
            case "family" -> call(1, 1, this::family);
            case "path" -> call(1, 1, this::path);
            case "secret" -> call(1, 1, this::secret);
            case "localFile" -> call(1, 1, this::localFile);
            case "contentOf" -> call(1, 1, this::contentOf);
            case "derived" -> new DerivedModel(values, this);
            case "head" -> call(1, 1, arguments -> format.verbatim(head.text(text(arguments, 0))));
            case "refuse" -> call(2, 2, this::refuse);
            default -> null;
        };
    }

    @Override
    public boolean isEmpty() {
        return false;
    }

    /** Registry values as a hash. */
    private final class Registry implements TemplateHashModel {
        @Override
        public TemplateModel get(String key) {
            return read(key).map(text -> new TextValue(key, text, Scope.this)).orElse(null);
        }

        @Override
        public boolean isEmpty() {
            return false;
        }
    }

    /** The body of a method; arguments are as many as it takes. */
    private interface Body {
        TemplateModel call(List<?> arguments) throws TemplateModelException;
    }

    private static TemplateMethodModelEx call(int least, int most, Body body) {
        return arguments -> {
            if (arguments.size() < least || arguments.size() > most) {
                throw Stop.because("Takes " + least + (most > least ? " or " + most : "") + " arguments, not "
                        + arguments.size() + ".");
            }
            return body.call(arguments);
        };
    }

    private TemplateModel isTrue(List<?> arguments) throws TemplateModelException {
        var key = text(arguments, 0);
        read(key);
        boolean otherwise = arguments.size() > 1 && ((TemplateBooleanModel) arguments.get(1)).getAsBoolean();
        return values.isTrue(key, otherwise) ? TemplateBooleanModel.TRUE : TemplateBooleanModel.FALSE;
    }

    private TemplateModel number(List<?> arguments) throws TemplateModelException {
        var key = text(arguments, 0);
        var value = read(key).map(String::strip);
        if (value.isEmpty()) {
            return arguments.size() > 1 ? (TemplateModel) arguments.get(1) : null;
        }
        if (!WHOLE_NUMBER.matcher(value.get()).matches()) {
            throw Stop.at(key, "The value is not a whole number.");
        }
        return new SimpleNumber(Long.parseLong(value.get()));
    }

    private TemplateModel words(List<?> arguments) throws TemplateModelException {
        var key = text(arguments, 0);
        var separator = arguments.size() > 1 ? text(arguments, 1) : " ";
        var words = Stream.of(read(key).orElse("").split(Pattern.quote(separator)))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .map(word -> new TextValue(key, word, this))
                .toList();
        return new Sequence(words);
    }

    private TemplateModel family(List<?> arguments) throws TemplateModelException {
        var prefix = text(arguments, 0);
        requireDeclared(prefix);
        var members = new ArrayList<TemplateModel>();
        for (var key : values.keys().tailSet(prefix)) {
            if (!key.startsWith(prefix)) {
                break;
            }
            if (key.length() > prefix.length()) {
                members.add(new Member(
                        new TextValue(key, key.substring(prefix.length()), this),
                        new TextValue(key, read(key).orElse(""), this)));
            }
        }
        return new Sequence(members);
    }

    private record Sequence(List<? extends TemplateModel> elements) implements TemplateSequenceModel {
        @Override
        public TemplateModel get(int index) {
            return index < elements.size() ? elements.get(index) : null;
        }

        @Override
        public int size() {
            return elements.size();
        }
    }

    /** One variable of a family. */
    private record Member(TextValue name, TextValue value) implements TemplateHashModel {
        @Override
        public TemplateModel get(String component) {
            return switch (component) {
                case "name" -> name;
                case "value" -> value;
                default -> null;
            };
        }

        @Override
        public boolean isEmpty() {
            return false;
        }
    }

    private TemplateScalarModel path(List<?> arguments) throws TemplateModelException {
        var path = text(arguments, 0);
        var prefix = path.startsWith("/") ? read(PREFIX).orElse("") : "";
        if (prefix.isEmpty()) {
            return new SimpleScalar(path);
        }
        used(new TextValue(PREFIX, prefix, this));
        return new SimpleScalar(prefix + path);
    }

    private TemplateModel secret(List<?> arguments) throws TemplateModelException {
        return files.firstLine(text(arguments, 0)).map(SimpleScalar::new).orElse(null);
    }

    private TemplateModel localFile(List<?> arguments) throws TemplateModelException {
        return format.verbatim(files.content(text(arguments, 0)).orElse(""));
    }

    private TemplateModel contentOf(List<?> arguments) throws TemplateModelException {
        return format.contentOf(text(arguments, 0));
    }

    private TemplateModel refuse(List<?> arguments) throws TemplateModelException {
        throw Stop.at(text(arguments, 0), "The value " + text(arguments, 1));
    }

    private static String text(List<?> arguments, int index) throws TemplateModelException {
        if (arguments.get(index) instanceof TemplateScalarModel text) {
            return text.getAsString();
        }
        throw Stop.because("Argument " + (index + 1) + " has to be a text.");
    }

    private Optional<String> read(String key) {
        requireDeclared(key);
        return values.get(key);
    }

    private void requireDeclared(String key) {
        if (!declared.test(key)) {
            throw Stop.at(
                    key,
                    "The template reads it in a way that cannot be seen in its text; the info file needs a line"
                            + " \"Variables:\" for it.");
        }
    }

    void used(TextValue value) {
        if (used.size() == REMEMBERED) {
            used.removeLast();
        }
        used.push(value);
    }

    Optional<String> lastUsed() {
        return Optional.ofNullable(used.peek()).map(TextValue::key);
    }

    /**
     * The variable that is to blame for a text that cannot be printed: of those in it the one without which it could be; else,
     * for what was put together and taken apart again, one that could not be printed itself or has the text in it.
     */
    Optional<String> origin(String whole, Predicate<String> isPrintable) {
        return last(value -> isWithin(value.text(), whole)
                        && (whole.isEmpty() || isPrintable.test(whole.replace(value.text(), "x"))))
                .or(() -> last(value -> !isPrintable.test(value.text())))
                .or(() -> last(value -> isWithin(whole, value.text())))
                .or(() -> last(value -> isWithin(value.text(), whole)))
                .or(this::lastUsed);
    }

    private Optional<String> last(Predicate<TextValue> condition) {
        return used.stream().filter(condition).findFirst().map(TextValue::key);
    }

    private static boolean isWithin(String part, String whole) {
        return part.isEmpty() ? whole.isEmpty() : whole.contains(part);
    }
}
