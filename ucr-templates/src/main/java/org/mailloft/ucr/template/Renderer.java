package org.mailloft.ucr.template;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.mailloft.ucr.Values;
import org.mailloft.ucr.template.syntax.Syntax;
import org.mailloft.ucr.template.syntax.Unprintable;

/**
 * Makes the content of targets. It depends on the registry, the templates and the files of the root that they name
 * ({@code secret}, {@code localFile}), on nothing else. One thread at a time.
 */
public final class Renderer {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.@-]*\\$?");
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Path INPUT = Path.of("-");
    private static final int DEFAULT_MODE = 0644;

    private final Catalog catalog;
    private final RootFiles files;
    private final Templates templates;

    /** @param root where {@code secret(...)} and {@code localFile(...)} read */
    public Renderer(Catalog catalog, Path root) {
        this(catalog, root, LIMIT);
    }

    /** @param limit how long one template may take */
    Renderer(Catalog catalog, Path root, Duration limit) {
        this.catalog = catalog;
        this.files = new RootFiles(root);
        this.templates = new Templates(catalog, limit);
    }

    /** @throws TemplateFailure when the template or a value does not work */
    public Rendered render(Target target, Values values) {
        var out = new TokenWriter();
        var head = Head.of(target);
        for (var source : target.sources()) {
            print(catalog.template(source), values, target::reads, head, out);
            out.endPart();
        }
        return new Rendered(
                target,
                out.toString(),
                target.user().map(user -> name(target, "User", user, values)),
                target.group().map(group -> name(target, "Group", group, values)),
                target.mode().orElseGet(() -> templateMode(target)));
    }

    /**
     * Renders a text that is no file, for {@code ucr filter}. Markers print values as they are; a text that begins with
     * {@code <#ftl} may read every variable.
     *
     * @param keepSections leave Python sections as they are; otherwise they are a failure
     */
    public String filter(String text, Values values, boolean keepSections) {
        if (!text.startsWith("<#ftl")) {
            if (!keepSections) {
                Markers.refuseSections(INPUT, text);
            }
            var head = new Head(List.of(), Markers.reads(text).variables());
            return Markers.replace(text, key -> values.get(key).orElse(""), head::text);
        }
        var input = TemplateText.of(INPUT, text, true);
        var head = new Head(List.of(), input.reads().variables());
        var out = new TokenWriter();
        print(input, values, _ -> true, head, out);
        return out.toString();
    }

    private void print(TemplateText template, Values values, Predicate<String> declared, Head head, TokenWriter out) {
        if (template.syntax().isEmpty()) {
            out.text(Markers.replace(template.text(), key -> plain(template, key, values), head::text));
            return;
        }
        var format = templates.format(template.syntax().get());
        templates.process(template, new Scope(values, declared, head, files, format), out);
    }

    private static String plain(TemplateText template, String key, Values values) {
        try {
            return Syntax.TEXT.token(values.get(key).orElse(""), "");
        } catch (Unprintable e) {
            throw new TemplateFailure(
                    template.file(), 0, Optional.of(key), "The value cannot be written here. " + e.getMessage());
        }
    }

    /** The name of a user or a group, which may name variables. */
    private String name(Target target, String field, String text, Values values) {
        var keys = new ArrayList<String>();
        var name = Markers.replace(
                text,
                key -> {
                    keys.add(key);
                    return values.get(key).orElse("");
                },
                _ -> "");
        if (!NAME.matcher(name).matches()) {
            throw catalog.mistake(
                    target,
                    field,
                    keys.stream().findFirst(),
                    "\"" + name + "\" cannot be the name of a user or a group.");
        }
        return name;
    }

    /** That of the template; of a multifile, that of a file where its template would be. */
    private int templateMode(Target target) {
        var donor = target.multifile()
                ? catalog.ownTemplate(target)
                : target.sources().getFirst();
        try {
            int mode = 0;
            for (var permission : Files.getPosixFilePermissions(donor)) {
                mode |= 1 << (PosixFilePermission.values().length - 1 - permission.ordinal());
            }
            return mode;
        } catch (IOException e) {
            return DEFAULT_MODE;
        }
    }
}
