package org.mailloft.mime;

import java.util.ArrayList;
import java.util.List;

/**
 * Content-Language, RFC 3282.
 *
 * @param tags in their order; octet strings, at most {@link Parameters#MAX_PARAMETERS}
 */
public record ContentLanguage(List<String> tags) {

    public ContentLanguage {
        tags = List.copyOf(tags);
    }

    /**
     * {@code "Content-Language:" [CFWS] language-tag *("," language-tag)}; ends where it is something else.
     *
     * @param value the body of the field, an octet string
     */
    public static ContentLanguage parse(String value) {
        var in = new Tokens(value);
        var tags = new ArrayList<String>();
        do {
            String tag = in.skipSpace().token();
            if (!tag.isEmpty()) {
                tags.add(tag);
            }
        } while (in.skipSpace().take(',') && tags.size() < Parameters.MAX_PARAMETERS);
        return new ContentLanguage(tags);
    }
}
