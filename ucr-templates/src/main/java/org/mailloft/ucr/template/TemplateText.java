package org.mailloft.ucr.template;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.mailloft.ucr.template.syntax.Syntax;

/**
 * A template as it is on disk. One that begins with {@code <#ftl} is in Freemarker's language; in any other only UCS
 * markers mean something, so that <code>${x}</code> in a shell script stays what it is.
 *
 * @param text for Freemarker: markers rewritten, included templates asked for by syntax and name
 * @param syntax empty where only markers mean something
 * @param libraries names of the templates it includes, such as {@code lib/service.ftl}
 */
record TemplateText(Path file, String text, Optional<Syntax> syntax, Reads reads, List<String> libraries) {

    private static final int MAX_OCTETS = 1 << 20;
    private static final Pattern HEADER =
            Pattern.compile("<#ftl\\s+(?:output_format|outputFormat)\\s*=\\s*[\"']([\\w-]+)[\"']\\s*/?>");

    /**
     * @param needsHeader whether it has to be in Freemarker's language
     * @throws TemplateFailure when it does what a template may not
     */
    static TemplateText of(Path file, String text, boolean needsHeader) {
        Markers.refuseSections(file, text);
        if (text.startsWith("<#ftl") || needsHeader) {
            return freemarker(file, text, header(file, text));
        }
        return new TemplateText(file, text, Optional.empty(), Markers.reads(text), List.of());
    }

    /** A template that is included. It is in the syntax of the one that includes it, and says so or says nothing. */
    static TemplateText library(Path file, String text, Syntax syntax) {
        Markers.refuseSections(file, text);
        if (!text.startsWith("<#ftl")) {
            return freemarker(file, "<#ftl output_format=\"" + syntax.wireName() + "\">" + text, syntax);
        }
        if (header(file, text) != syntax) {
            throw new TemplateFailure(
                    file, 1, Optional.empty(), "It is included where the output format is " + syntax.wireName() + ".");
        }
        return freemarker(file, text, syntax);
    }

    private static TemplateText freemarker(Path file, String text, Syntax syntax) {
        var scan = new TemplateScan(file, Markers.rewrite(text));
        return new TemplateText(file, scan.text(syntax), Optional.of(syntax), scan.reads(), scan.libraries());
    }

    private static Syntax header(Path file, String text) {
        var header = HEADER.matcher(text);
        if (!header.lookingAt()) {
            throw new TemplateFailure(
                    file,
                    1,
                    Optional.empty(),
                    "The first line has to be <#ftl output_format=\"...\"> and nothing else.");
        }
        return Syntax.named(header.group(1))
                .orElseThrow(() -> new TemplateFailure(
                        file, 1, Optional.empty(), "There is no output format \"" + header.group(1) + "\"."));
    }

    static String content(Path file) {
        try {
            if (Files.size(file) > MAX_OCTETS) {
                throw new TemplateFailure(file, 0, Optional.empty(), "The template is larger than 1 MiB.");
            }
            return Files.readString(file, StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (NoSuchFileException e) {
            throw new TemplateFailure(file, 0, Optional.empty(), "The template does not exist.");
        } catch (CharacterCodingException e) {
            throw new TemplateFailure(file, 0, Optional.empty(), "The template is not in UTF-8.");
        } catch (IOException e) {
            throw new TemplateFailure(file, 0, Optional.empty(), "The template cannot be read: " + e);
        }
    }

    /** From 1. */
    static int lineAt(String text, int index) {
        return 1 + (int) text.substring(0, index).chars().filter(c -> c == '\n').count();
    }
}
