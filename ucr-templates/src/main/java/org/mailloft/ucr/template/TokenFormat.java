package org.mailloft.ucr.template;

import freemarker.core.CommonMarkupOutputFormat;
import freemarker.core.CommonTemplateMarkupOutputModel;
import java.io.IOException;
import java.io.Writer;
import org.mailloft.ucr.template.syntax.Syntax;
import org.mailloft.ucr.template.syntax.Unprintable;

/** Makes Freemarker print every value as a token of a {@link Syntax}. */
final class TokenFormat extends CommonMarkupOutputFormat<TokenFormat.Tokens> {

    private final Syntax syntax;

    TokenFormat(Syntax syntax) {
        this.syntax = syntax;
    }

    /** Text that is in the language already. */
    final class Tokens extends CommonTemplateMarkupOutputModel<Tokens> {

        private Tokens(String plain, String markup) {
            super(plain, markup);
        }

        @Override
        public TokenFormat getOutputFormat() {
            return TokenFormat.this;
        }
    }

    @Override
    public void output(String value, Writer out) throws IOException {
        if (out instanceof TokenWriter file) {
            try {
                file.token(syntax, value);
            } catch (Unprintable e) {
                throw Stop.unprintable(value, e);
            }
        } else {
            out.write(escapePlainText(value));
        }
    }

    @Override
    public String escapePlainText(String value) {
        try {
            return syntax.token(value, "");
        } catch (Unprintable e) {
            throw Stop.unprintable(value, e);
        }
    }

    @Override
    protected Tokens newTemplateMarkupOutputModel(String plain, String markup) {
        return new Tokens(plain, markup);
    }

    /** Prints text as it is. */
    Tokens verbatim(String text) {
        return new Tokens(null, text);
    }

    /** Prints what makes the content of a file the value of a setting. */
    Tokens contentOf(String file) {
        try {
            return verbatim(syntax.contentOf(file));
        } catch (Unprintable e) {
            throw Stop.unprintable(file, e);
        }
    }

    Syntax syntax() {
        return syntax;
    }

    @Override
    public String getName() {
        return syntax.wireName();
    }

    @Override
    public String getMimeType() {
        return null;
    }

    @Override
    public boolean isLegacyBuiltInBypassed(String builtIn) {
        return false;
    }
}
