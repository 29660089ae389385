package org.mailloft.ucr.template;

import freemarker.cache.TemplateLoader;
import freemarker.core.ParseException;
import freemarker.core.TemplateClassResolver;
import freemarker.template.Configuration;
import freemarker.template.SimpleObjectWrapper;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.mailloft.ucr.template.syntax.Syntax;

/** Freemarker, set up so that a template can do nothing but print. Parses each template once. */
final class Templates {

    private static final int STACK_OCTETS = 1 << 20;
    private static final Pattern READ = Pattern.compile("ucr\\[[\"'](.+)[\"']\\]");

    private final Catalog catalog;
    private final Duration limit;
    private final Configuration freemarker = new Configuration(Configuration.VERSION_2_3_34);
    private final Map<Syntax, TokenFormat> formats = new EnumMap<>(Syntax.class);
    private final Map<Path, Template> parsed = new HashMap<>();

    /** @param limit how long one template may take */
    Templates(Catalog catalog, Duration limit) {
        this.catalog = catalog;
        this.limit = limit;
        for (var syntax : Syntax.values()) {
            formats.put(syntax, new TokenFormat(syntax));
        }
        freemarker.setRegisteredCustomOutputFormats(formats.values());
        freemarker.setAutoEscapingPolicy(Configuration.ENABLE_IF_SUPPORTED_AUTO_ESCAPING_POLICY);
        freemarker.setInterpolationSyntax(Configuration.DOLLAR_INTERPOLATION_SYNTAX);
        freemarker.setObjectWrapper(new SimpleObjectWrapper(Configuration.VERSION_2_3_34));
        freemarker.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
        freemarker.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        freemarker.setLogTemplateExceptions(false);
        freemarker.setTemplateLoader(new Libraries());
        freemarker.setLocalizedLookup(false);
        freemarker.setTemplateUpdateDelayMilliseconds(Long.MAX_VALUE);
        freemarker.setLocale(Locale.ROOT);
        freemarker.setTimeZone(TimeZone.getTimeZone("UTC"));
        freemarker.setNumberFormat("computer");
        freemarker.setBooleanFormat("yes,no");
    }

    TokenFormat format(Syntax syntax) {
        return formats.get(syntax);
    }

    /** @throws TemplateFailure for whatever goes wrong; then what was printed so far is of no use */
    void process(TemplateText source, Scope scope, TokenWriter out) {
        try {
            var template = parsed.computeIfAbsent(source.file(), _ -> parse(source));
            within(limit, () -> {
                template.process(scope, out);
                return null;
            });
        } catch (TemplateFailure e) {
            throw e;
        } catch (Exception | StackOverflowError e) {
            throw failure(source, scope, e);
        }
    }

    private Template parse(TemplateText source) {
        try {
            return new Template(source.file().toString(), new StringReader(source.text()), freemarker);
        } catch (ParseException e) {
            throw new TemplateFailure(
                    source.file(), e.getLineNumber(), Optional.empty(), sentence(e.getEditorMessage()));
        } catch (IOException e) {
            throw new IllegalStateException("reading a string", e);
        }
    }

    /** In a thread of its own, for a template that loops cannot be stopped; the thread ends with the program at the latest. */
    private static void within(Duration limit, Callable<Void> work) throws Exception {
        var task = new FutureTask<>(work);
        var thread = new Thread(null, task, "template", STACK_OCTETS);
        thread.setDaemon(true);
        thread.start();
        try {
            task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            thread.interrupt();
            throw new IllegalStateException("It takes longer than " + limit.toMillis() + " ms.", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw (Error) e.getCause();
        }
    }

    private TemplateFailure failure(TemplateText source, Scope scope, Throwable thrown) {
        return switch (thrown) {
            case Stop stop -> at(source, stop.place(), stop.variable(scope), stop.getMessage());
            case TemplateException e when e.getCause() instanceof Stop stop -> failure(source, scope, stop);
            case TemplateException e ->
                missing(e)
                        .map(key -> at(source, e, Optional.of(key), "The variable is not set."))
                        .orElseGet(() -> at(source, e, converted(e, scope), sentence(e.getMessageWithoutStackTop())));
            case StackOverflowError _ ->
                new TemplateFailure(
                        source.file(), 0, Optional.empty(), "A macro or function calls itself without end.");
            default -> new TemplateFailure(source.file(), 0, Optional.empty(), sentence(thrown.getMessage()));
        };
    }

    private TemplateFailure at(TemplateText source, TemplateException place, Optional<String> variable, String reason) {
        var name = place.getTemplateSourceName();
        var file = name == null
                ? source.file()
                : catalog.library(name).map(TemplateText::file).orElse(Path.of(name));
        int line = place.getLineNumber() == null ? 0 : place.getLineNumber();
        return new TemplateFailure(file, line, variable, reason);
    }

    private static Optional<String> missing(TemplateException e) {
        var expression = e.getBlamedExpressionString();
        var read = READ.matcher(expression == null ? "" : expression);
        return read.matches() ? Optional.of(read.group(1)) : Optional.empty();
    }

    /** The variable whose text was to become a number or something else and could not. */
    private static Optional<String> converted(TemplateException e, Scope scope) {
        var message = e.getMessageWithoutStackTop();
        return message != null && message.startsWith("Can't convert") ? scope.lastUsed() : Optional.empty();
    }

    /** The first paragraph of what Freemarker says; the rest is advice and a trace. */
    private static String sentence(String message) {
        var text = message == null
                ? ""
                : message.split("\n\\s*\n|\n----|\nTip:|\n\nThe blamed|The blamed expression")[0]
                        .replaceAll("\\s+", " ")
                        .strip();
        return text.isEmpty() ? "The template does not work." : text;
    }

    /** Serves {@code SYNTAX/lib/NAME.ftl}, and nothing else. */
    private final class Libraries implements TemplateLoader {

        @Override
        public Object findTemplateSource(String name) {
            return catalog.library(name).orElse(null);
        }

        @Override
        public long getLastModified(Object source) {
            return 0;
        }

        @Override
        public Reader getReader(Object source, String encoding) {
            return new StringReader(((TemplateText) source).text());
        }

        @Override
        public void closeTemplateSource(Object source) {}
    }
}
