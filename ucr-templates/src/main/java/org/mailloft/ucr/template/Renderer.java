package org.mailloft.ucr.template;

import java.nio.file.Path;
import java.util.Optional;
import org.mailloft.ucr.Values;

/**
 * Makes the content of targets. It depends on the registry, the templates and the secret files that they name, on nothing
 * else. One thread at a time.
 */
public final class Renderer {

    /** @param root where {@code secret(...)} reads */
    public Renderer(Catalog catalog, Path root) {}

    /** @throws TemplateFailure when the template or a value does not work */
    public Rendered render(Target target, Values values) {
        return new Rendered(target, "", Optional.empty(), Optional.empty(), 0644);
    }

    /** Renders a text that is no file, for {@code ucr filter}. Markers print values as they are. */
    public String filter(String text, Values values) {
        return text;
    }
}
